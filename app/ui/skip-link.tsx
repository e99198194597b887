/** The first stop of a keyboard: over the masthead to what the page is about. */
export function SkipLink() {
  return (
    <a className="skip" href="#main">
      Skip to the main part
    </a>
  );
}
