/** What stands in place of a count that is not shown: the shorthand that official statistics use. */
export function NotShown() {
  return (
    <>
      <span aria-hidden="true">[c]</span>
      <span className="vh">not shown</span>
    </>
  );
}

/** The rule behind the numbers, for who reads them. */
export function HowCounted({ least }: { least?: number | undefined }) {
  return (
    <>
      <p>
        A child who was given two services is counted in both lines, and in their totals twice. Visits that a child did
        not come to are not counted.
      </p>
      <p>
        [c] is a number that is not shown: {least ? `fewer than ${least} children` : 'too few children'} stand behind
        it, or one like that could be worked out from it. A zero is shown. What is entered later than the quarter’s
        table is not added to it: the difference would tell of a child.
      </p>
    </>
  );
}
