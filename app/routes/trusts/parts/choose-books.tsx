import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { FileInput } from '~/ui/file-input';
import { Form } from '~/ui/form';
import { type Problem, problemOf } from '~/ui/problem';

/** The books of a trust as a file. */
export function ChooseBooks({ problems, again }: { problems: readonly Problem[]; again: boolean }) {
  return (
    <Form files>
      <ErrorSummary problems={problems.filter((problem) => problem.field !== 'values')} level={3} />
      <FileInput
        name="file"
        label="The books, as a CSV file"
        hint="One row for each event, at most 5 MB. The same file again changes nothing."
        accept=".csv,text/csv"
        error={problemOf(problems, 'file')}
      />
      <input type="hidden" name="step" value="preview" />
      <p>
        <Button kind={again ? 'second' : 'primary'}>Show what each row does</Button>
      </p>
    </Form>
  );
}

export function OneBeneficiary({ code, count }: { code: string; count: number }) {
  return (
    <p className="lead">
      Trust {code} has {count} beneficiaries. Books are brought in for a trust with one, because a row does not say
      whose money it moves.
    </p>
  );
}

/** Market values as a file. */
export function ChooseValues({ problem, problems }: { problem: string | undefined; problems: readonly Problem[] }) {
  return (
    <Form files>
      <ErrorSummary problems={problems.filter((one) => one.field === 'values')} level={3} />
      <FileInput
        name="values"
        label="Market values, as a CSV file"
        hint="Columns: as_of, holding, units, market_value_usd, source. A value once recorded stays."
        accept=".csv,text/csv"
        error={problem}
      />
      <input type="hidden" name="step" value="values" />
      <p>
        <Button kind="second">Bring in market values</Button>
      </p>
    </Form>
  );
}
