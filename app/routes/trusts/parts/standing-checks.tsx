import { Checks } from '~/ui/checks';

interface StandingChecksProps {
  checks: readonly { title: string; holds: boolean }[];
}

/** Those that fail first; those that hold are counted, and folded away. */
export function StandingChecks({ checks }: StandingChecksProps) {
  const failing = checks.filter((check) => !check.holds);
  const holding = checks.filter((check) => check.holds);
  return (
    <>
      <p className="said">
        {failing.length === 0
          ? `All ${checks.length} standing checks hold.`
          : `${failing.length} of ${checks.length} standing checks fail. Nothing is closed until they hold.`}
      </p>
      {failing.length > 0 && (
        <Checks
          checks={failing.map((check) => ({ status: 'rejected' as const, what: check.title, source: 'Fails' }))}
        />
      )}
      <details>
        <summary>Show the {holding.length} that hold</summary>
        <Checks
          checks={holding.map((check) => ({ status: 'approved' as const, what: check.title, source: 'Holds' }))}
        />
      </details>
    </>
  );
}
