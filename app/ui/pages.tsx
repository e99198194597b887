interface PagesProps {
  /** Names the list it turns: "Pages of entries". */
  label: string;
  /** "51 to 100 of 1,204". */
  position: string;
  newer?: { href: string; label: string } | undefined;
  older?: { href: string; label: string } | undefined;
}

/** Turns a long list by the last key seen; a direction that does not exist is not shown. */
export function Pages({ label, position, newer, older }: PagesProps) {
  return (
    <nav className="pages" aria-label={label}>
      {newer && (
        <a href={newer.href} rel="prev">
          {newer.label}
        </a>
      )}
      <span className="muted num">{position}</span>
      {older && (
        <a href={older.href} rel="next">
          {older.label}
        </a>
      )}
    </nav>
  );
}
