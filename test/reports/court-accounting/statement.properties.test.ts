import fc from 'fast-check';
import { t0042Figures } from 'test/reports/t-0042-figures';
import { expect, test } from 'vitest';
import { Decimal, toText } from '~/money/amount';
import type { AccountingFigures, AssetLine, CapitalLine, FigureLine } from '~/reports/court-accounting/figures';
import { californiaSummary, nationalModelSummary } from '~/reports/court-accounting/other-models';
import { stateAccounting } from '~/reports/court-accounting/statement';
import { statementAsText } from '~/reports/court-accounting/statement-as-text';
import { whole } from '../t-0042-figures';

const cents = fc.integer({ min: 0, max: 900_000_000 });
const text = (value: number) => toText(new Decimal(value).div(100));

interface Draft {
  date: number;
  income: number;
  principal: number;
}

const draft = fc.record({ date: fc.integer({ min: 1, max: 28 }), income: cents, principal: cents });
const draftLines = fc.array(draft, { maxLength: 12 });
const draftSales = fc.array(fc.record({ proceeds: cents, carrying: cents, ofIncome: fc.boolean() }), { maxLength: 6 });

function line<Group extends string>(group: Group) {
  return ({ date, income, principal }: Draft, index: number): FigureLine<Group> => ({
    date: `2026-02-${String(date).padStart(2, '0')}`,
    description: 'A line',
    party: 'Somebody',
    category: 'any',
    group,
    income: text(income),
    principal: text(principal),
    entry: index,
    reference: `R-${index}`,
  });
}

function asset(income: number, principal: number): AssetLine {
  return {
    kind: 'cash',
    description: 'Cash',
    units: null,
    income: text(income),
    principal: text(principal),
    market: null,
  };
}

/** Figures that balance by construction: what is on hand is what the rest leaves, in each part. */
const balanced = fc
  .record({
    opening: draft,
    receipts: draftLines,
    disbursements: draftLines,
    distributions: draftLines,
    sales: draftSales,
  })
  .map(({ opening, receipts, disbursements, distributions, sales }): AccountingFigures => {
    const left = (part: 'income' | 'principal') => {
      const whole = (lines: Draft[]) => lines.reduce((total, each) => total + each[part], 0);
      const won = sales
        .filter((sale) => sale.ofIncome === (part === 'income'))
        .reduce((total, sale) => total + sale.proceeds - sale.carrying, 0);
      return opening[part] + whole(receipts) + won - whole(disbursements) - whole(distributions);
    };
    return {
      ...t0042Figures(),
      opening: {
        income: text(opening.income),
        principal: text(opening.principal),
        items: [asset(opening.income, opening.principal)],
      },
      receipts: receipts.map(line('earnings')),
      disbursements: disbursements.map(line('bank')),
      distributions: distributions.map(line('EDU')),
      capital: sales.map(
        ({ proceeds, carrying, ofIncome }, index): CapitalLine => ({
          date: '2026-03-01',
          description: 'A sale',
          party: 'Broker',
          label: 'note',
          proceeds: text(proceeds),
          carrying: text(carrying),
          part: ofIncome ? 'income' : 'principal',
          entry: index,
          reference: 'S',
        }),
      ),
      onHand: [asset(left('income'), left('principal'))],
      investments: [],
      cashProof: null,
    };
  });

test('whatever balances by construction is stated, and other courts’ totals agree with it', async () => {
  await fc.assert(
    fc.asyncProperty(balanced, async (figures) => {
      const statement = stateAccounting(figures);
      expect(statement.charges.total).toEqual(statement.credits.total);
      const california = californiaSummary(statement);
      expect(california.totalCharges).toBe(california.totalCredits);
      expect(nationalModelSummary(statement).combined).toBe(statement.credits.onHand.total);
      expect(await whole(statementAsText(statement, null))).not.toMatch(/debit|credit|NaN|undefined/i);
    }),
  );
});

test('a change of one cent anywhere in the equation is refused', () => {
  fc.assert(
    fc.property(balanced, fc.nat(), fc.constantFrom('0.01', '-0.01'), (figures, pick, cent) => {
      const places: [object, string][] = [
        ...[
          figures.opening,
          ...figures.onHand,
          ...figures.receipts,
          ...figures.disbursements,
          ...figures.distributions,
        ].flatMap((place): [object, string][] => [
          [place, 'income'],
          [place, 'principal'],
        ]),
        ...figures.capital.flatMap((sale): [object, string][] => [
          [sale, 'proceeds'],
          [sale, 'carrying'],
        ]),
      ];
      const [place, key] = places[pick % places.length] ?? [figures.opening, 'income'];
      const before = Reflect.get(place, key) as string;
      Reflect.set(place, key, toText(new Decimal(before).plus(cent)));
      expect(() => stateAccounting(figures)).toThrow(/In (income|principal),|opening items/);
    }),
  );
});
