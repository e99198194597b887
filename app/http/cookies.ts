/**
 * Each cookie holds 32 random bytes. Of a session's and a device's the database keeps the hash alone; that of a sign-on is
 * for the minutes that the organisation's pages take.
 */
export type CookieName = 'sid' | 'device' | 'signon';

const YEAR = 365 * 24 * 3600;
const LONGEST = { sid: 12 * 3600, device: YEAR, signon: 10 * 60 } as const;

/** The value of one of our cookies; what is not of its form counts as none. */
export function readCookie(request: Request, name: CookieName, publicOrigin: string): string | undefined {
  return valuesOf(request, name, publicOrigin).find((value) => /^[\w-]{43}$/.test(value));
}

/** Whether one of our cookies came at all, whatever is in it. */
export function hasCookie(request: Request, name: CookieName, publicOrigin: string): boolean {
  return valuesOf(request, name, publicOrigin).length > 0;
}

function valuesOf(request: Request, name: CookieName, publicOrigin: string): string[] {
  const wanted = fullName(name, publicOrigin);
  return (request.headers.get('Cookie') ?? '').split(';').flatMap((part) => {
    const [key, value] = part.trim().split('=');
    return key === wanted && value ? [value] : [];
  });
}

/** The Set-Cookie of a value; without one, the Set-Cookie that removes it. */
export function writeCookie(name: CookieName, value: string | undefined, publicOrigin: string): string {
  const secure = publicOrigin.startsWith('https:') ? '; Secure' : '';
  const age = value ? LONGEST[name] : 0;
  return `${fullName(name, publicOrigin)}=${value ?? ''}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${age}${secure}`;
}

/** A browser keeps a `__Host-` cookie for this host alone, but only over https. */
function fullName(name: CookieName, publicOrigin: string): string {
  return publicOrigin.startsWith('https:') ? `__Host-${name}` : name;
}
