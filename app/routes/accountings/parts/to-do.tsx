import { paths } from '~/http/paths';
import { RailPart } from '~/ui/court-rail';

/** What is left to do before the court has it. */
export function ToDo({ reference }: { reference: string }) {
  return (
    <RailPart title="What is left">
      <p>
        <a href={paths.filing(reference)}>Verify and file with the court</a>
      </p>
    </RailPart>
  );
}
