import { formatWithCurrency } from '~/money/format';
import { Checks } from '~/ui/checks';
import { DefinitionList } from '~/ui/definition-list';
import { Section } from '~/ui/folio';
import { Tag } from '~/ui/tag';
import type { ReviewData } from './review-data.server';

/** Is it within the rules? What needs a person first, what stops it before that, what passed folded away. */
export function WithinRules({ data }: { data: ReviewData }) {
  const { checks, currency } = data;
  const passed = checks.filter((check) => check.outcome === 'passed');
  const open = [
    ...checks.filter((check) => check.outcome === 'stop'),
    ...checks.filter((check) => check.outcome === 'judge'),
  ];
  return (
    <Section id="rules" question="Is it within the rules?" meta={countWords(checks.length, open, passed.length)}>
      {open.map((check) => (
        <div className="judge" key={check.rule}>
          <h3>{check.outcome === 'stop' ? <Tag status="rejected">Stops it</Tag> : <Tag status="alert" />}</h3>
          <p className="lead">{check.sentence}</p>
          {check.figures && (
            <DefinitionList
              look="figures"
              items={check.figures.map(([term, figure]) => ({ term, detail: formatWithCurrency(figure, currency) }))}
            />
          )}
          <p className="meta">Rule {check.rule}</p>
        </div>
      ))}
      {open.length === 0 ? (
        <Checks
          checks={passed.map((check) => ({ status: 'approved', what: check.sentence, source: `rule ${check.rule}` }))}
        />
      ) : (
        <details>
          <summary>Show the {passed.length} that passed</summary>
          <Checks
            checks={passed.map((check) => ({ status: 'approved', what: check.sentence, source: `rule ${check.rule}` }))}
          />
        </details>
      )}
    </Section>
  );
}

function countWords(all: number, open: ReviewData['checks'], passed: number): string {
  const stops = open.filter((check) => check.outcome === 'stop').length;
  const judge = open.length - stops;
  const words = [
    stops > 0 ? `${stops} ${stops === 1 ? 'stops' : 'stop'} it` : '',
    judge > 0 ? `${judge} ${judge === 1 ? 'needs' : 'need'} your judgement` : '',
    `${passed} passed`,
  ];
  return `${all} checks: ${words.filter(Boolean).join(', ')}`;
}
