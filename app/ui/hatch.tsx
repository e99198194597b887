/** Orange hatch: money going out. An id may stand once on a page, so each picture brings its own. */
export function Hatch({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect className="f-sheet" width="6" height="6" />
        <line className="hatch" x1="1.5" x2="1.5" y1="0" y2="6" />
      </pattern>
    </defs>
  );
}
