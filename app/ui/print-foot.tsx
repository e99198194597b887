import { useContext } from 'react';
import { PageRequest } from './page-request';

interface PrintFootProps {
  /** Record, fingerprint and day, joined by middle dots: "D-2027-0113, version 3  ·  7f3a 91c2  ·  printed Jan 8, 2027". */
  left: string;
  /** The court's document is set in the serif to its last line. */
  serif?: boolean;
}

/** What stands at the foot of each printed page. A page's own words can reach that margin only through a rule of its own. */
export function PrintFoot({ left, serif = false }: PrintFootProps) {
  const { cspNonce } = useContext(PageRequest);
  const font = serif ? '9pt serif' : '9pt sans-serif';
  const rules =
    `@bottom-left { content: ${cssString(left)}; font: ${font}; } ` +
    `@bottom-right { content: "page " counter(page) " of " counter(pages); font: ${font}; }`;
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: the words are written as a CSS string, every sign escaped
    <style nonce={cspNonce || undefined} dangerouslySetInnerHTML={{ __html: `@media print { @page { ${rules} } }` }} />
  );
}

/** Any text as a CSS string: signs that could end the string, the rule or the element are written by their number. */
export function cssString(text: string): string {
  const escaped = text.replace(/[^A-Za-z0-9 ,.:()/-]/gu, (sign) => `\\${sign.codePointAt(0)?.toString(16) ?? ''} `);
  return `"${escaped}"`;
}
