export interface FootProps {
  /** Whose time, which data, as of when: "Books kept in New York time. Data 7f3a 91c2, Jan 8, 2027, 9:02 AM." */
  line: string;
  /** Only pages that exist. */
  links?: readonly { href: string; label: string }[];
}

/** The last line of a page: what its figures rest on. */
export function Foot({ line, links = [] }: FootProps) {
  return (
    <footer className="foot">
      <div className="wrap meta">
        <p>{line}</p>
        {links.map((link, index) => (
          <p key={link.href} className={index === 0 ? 'push' : undefined}>
            <a href={link.href}>{link.label}</a>
          </p>
        ))}
      </div>
    </footer>
  );
}
