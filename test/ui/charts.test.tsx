import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { Decimal } from '~/money/amount';
import { FlowsChart } from '~/ui/flows-chart';
import { flowsLayout, ZERO_LINE } from '~/ui/flows-layout';
import { moneyPathLayout } from '~/ui/money-path-layout';
import { type RunwayData, runwayLayout } from '~/ui/runway-layout';
import { roundStep, roundTop } from '~/ui/scale';

const RUNWAY: RunwayData = {
  firstYear: 2026,
  lastYear: 2031,
  today: '2027-01-08',
  history: [
    { on: '2026-01-01', cash: '18421.00' },
    { on: '2026-11-16', cash: '33625.00' },
    { on: '2026-12-31', cash: '31134.00' },
  ],
  leftAfter: '28184.00',
  ends: { slower: '2031-12-05', pace: '2030-12-12', faster: '2030-04-17' },
  majority: { from: '2031-01-01', to: '2031-04-01' },
};

describe('scales', () => {
  test.each([
    ['33625', '10000'],
    ['40000', '10000'],
    ['40001', '20000'],
    ['9', '2.5'],
    ['0.5', '0.2'],
    ['0', '1'],
  ])('the largest value %s is held by four steps of %s', (largest, step) => {
    expect(roundStep(new Decimal(largest)).toString()).toBe(step);
  });

  test.each([
    ['3041.20', '3100'],
    ['100', '100'],
    ['101', '110'],
    ['0', '1'],
  ])('%s rounds up to %s', (largest, top) => {
    expect(roundTop(new Decimal(largest)).toString()).toBe(top);
  });
});

describe('runway', () => {
  test('stands from zero to a round top, with the grid between', () => {
    expect(runwayLayout(RUNWAY).grid).toEqual([
      { y: 74, label: '30,000' },
      { y: 124, label: '20,000' },
      { y: 174, label: '10,000' },
    ]);
  });

  test('draws what was as steps, and what is left from today to zero', () => {
    const layout = runwayLayout(RUNWAY);
    expect(layout.viewBox).toBe('0 0 2191 40000');
    expect(layout.history).toBe('M0 21579H319V6375H364V8866H372');
    expect(layout.ahead).toBe('M372 11816L1806 40000');
    expect(layout.band).toBe('M372 11816L2164 40000H1567z');
    expect(layout.drop).toEqual({ from: 68.33, to: 83.08 });
  });

  test('marks no end that lies beyond the axis', () => {
    const layout = runwayLayout({ ...RUNWAY, ends: { ...RUNWAY.ends, pace: '2034-01-01' } });
    expect(layout.end).toBeNull();
  });

  test('turns a label round where the edge is near', () => {
    expect(runwayLayout(RUNWAY).leftLabel.anchor).toBe('start');
    expect(runwayLayout({ ...RUNWAY, today: '2030-06-01' }).leftLabel.anchor).toBe('end');
    expect(runwayLayout({ ...RUNWAY, ends: { ...RUNWAY.ends, pace: '2027-03-01' } }).end?.anchor).toBe('start');
  });

  test('writes at most eight years under the line', () => {
    const years = runwayLayout({ ...RUNWAY, lastYear: 2044 }).years.map((year) => year.label);
    expect(years.length).toBeLessThanOrEqual(8);
    expect(years[0]).toBe('2026');
  });

  test('an empty trust has a picture too', () => {
    const layout = runwayLayout({ ...RUNWAY, history: [], leftAfter: '0.00' });
    expect(layout.history).toBe('');
    expect(layout.drop).toEqual({ from: 224, to: 224 });
  });
});

const QUARTERS = [
  { label: 'Q1 2026', receipts: '3041.20', payments: '1315.00' },
  { label: 'Q2 2026', receipts: '0.00', payments: '2190.00' },
];

describe('quarters', () => {
  test('receipts rise from the zero line and payments hang from it, on one scale', () => {
    const [first] = flowsLayout(QUARTERS);
    expect(first?.up).toEqual({ y: 28.4, height: 121.6, labelY: 21.4, said: true });
    expect(first?.down).toEqual({ y: ZERO_LINE, height: 52.6, labelY: 220.6, said: true });
  });

  test('no column leaves its slot', () => {
    const columns = flowsLayout([...QUARTERS, ...QUARTERS]);
    expect(columns.map((column) => column.x)).toEqual(['7.5%', '32.5%', '57.5%', '82.5%']);
    expect(new Set(columns.map((column) => column.width))).toEqual(new Set(['10%']));
  });

  test('the picture has its sentence, its words and its table', () => {
    const html = renderToStaticMarkup(
      <FlowsChart
        id="q"
        unit="Quarter"
        flows={QUARTERS}
        said="Payments passed receipts in 1 of 2 quarters."
        alt="Columns."
        caption="By quarter, USD"
        total={{ label: '2026', receipts: '3041.20', payments: '3505.00' }}
      />,
    );
    expect(html).toContain('role="img" aria-labelledby="q-said q-alt"');
    expect(html).toContain('<p class="said" id="q-said">');
    expect(html).toContain('<title id="q-alt">Columns.</title>');
    expect(html).toMatch(/<details><summary>See as table<\/summary><table/);
    expect(html).toContain('−3,505.00');
  });
});

describe('months', () => {
  const MONTHS = Array.from({ length: 12 }, (_, index) => ({
    label: `M${index + 1}`,
    receipts: `${1_234_567 + (index === 4 ? 1 : 0)}.89`,
    payments: `${2_345_678 + (index === 11 ? 1 : 0)}.90`,
  }));

  test('only the largest of each side bears its figure, and none leaves the picture', () => {
    const columns = flowsLayout(MONTHS);
    expect(columns.flatMap((column, index) => (column.up.said ? [index] : []))).toEqual([4]);
    expect(columns.flatMap((column, index) => (column.down.said ? [index] : []))).toEqual([11]);
    expect(columns[0]?.anchor).toBe('start');
    expect(columns[11]?.anchor).toBe('end');
  });

  test('a picture of twelve months stays under 6 KB, and its table says every figure', () => {
    const html = renderToStaticMarkup(
      <FlowsChart
        id="m"
        unit="Month"
        flows={MONTHS}
        said="Payments passed receipts in 12 of 12 months."
        alt="Columns."
        caption="By month, USD"
        total={{ label: '2026', receipts: '14814815.68', payments: '28148147.80' }}
      />,
    );
    const picture = html.match(/<svg class="chart".*?<\/svg>/s)?.[0] ?? '';
    expect(Buffer.byteLength(picture)).toBeGreaterThan(1000);
    expect(Buffer.byteLength(picture)).toBeLessThanOrEqual(6 * 1024);
    for (const month of MONTHS) expect(html).toContain(`>${month.label}</th>`);
  });
});

describe('money path', () => {
  test('each bar begins where the one before it ended, and the promise is not in the sum', () => {
    const bars = moneyPathLayout([
      { label: 'Ordered', amount: '100.00', kind: 'promised' },
      { label: 'Received', amount: '50.00', kind: 'in' },
      { label: 'Earned', amount: '10.00', kind: 'in' },
      { label: 'Care', amount: '20.00', kind: 'out' },
      { label: 'On hand', amount: '40.00', kind: 'rest' },
    ]);
    expect(bars).toEqual([
      { x: '0%', width: '100%' },
      { x: '0%', width: '50%' },
      { x: '50%', width: '10%' },
      { x: '40%', width: '20%' },
      { x: '0%', width: '40%' },
    ]);
  });

  test('nothing received draws nothing', () => {
    expect(moneyPathLayout([{ label: 'Received', amount: '0.00', kind: 'in' }])).toEqual([{ x: '0%', width: '0%' }]);
  });
});
