/** A heading within a page about an identity: on the desk it stands below the section's own, on the phone below the title. */
export function Heading({ desk, children }: { desk: boolean; children: string }) {
  return desk ? <h3>{children}</h3> : <h2>{children}</h2>;
}
