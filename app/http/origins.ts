/** The addresses under which these pages may be asked for. */
export interface Origins {
  /** For links that leave these pages. */
  publicOrigin: string;
  /** What a form's Origin may be. */
  origins: ReadonlySet<string>;
  /** What the Host header may be. */
  hosts: ReadonlySet<string>;
}

/** PUBLIC_ORIGIN alone where it is set; else this machine's own two names on the port. Throws a sentence on a bad value. */
export function originsFor(port: number, configured = process.env.PUBLIC_ORIGIN): Origins {
  const list = configured ? [originOf(configured)] : [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
  const [publicOrigin = ''] = list;
  return { publicOrigin, origins: new Set(list), hosts: new Set(list.map((origin) => new URL(origin).host)) };
}

function originOf(text: string): string {
  try {
    const url = new URL(text);
    if (/^https?:$/.test(url.protocol)) return url.origin;
  } catch {
    // Said below.
  }
  throw new Error(`PUBLIC_ORIGIN is "${text}". It has to be an address like https://tutela.example.`);
}
