import { paths } from '~/http/paths';
import { RailPart } from '~/ui/court-rail';

/** What is left to do before the court has it. */
export function ToDo({ reference, own }: { reference: string; own: boolean }) {
  return (
    <RailPart title="What is left">
      {own ? (
        <p>You prepared it, so another trustee verifies and files it.</p>
      ) : (
        <p>
          <a href={paths.filing(reference)}>Verify and file with the court</a>
        </p>
      )}
    </RailPart>
  );
}
