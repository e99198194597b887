import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { CodeChip, spokenCode } from '~/ui/code-chip';
import { CourtFigure, CourtNum } from '~/ui/court-figure';
import { Equation } from '~/ui/equation';
import { groupsOfFour } from '~/ui/fingerprint';
import { Money } from '~/ui/money';
import { cssString } from '~/ui/print-foot';
import { Num } from '~/ui/table';

describe('amounts', () => {
  test.each([
    ['50000.00', '50,000.00'],
    ['-869.57', '−869.57'],
    ['0.00', '0.00'],
    ['1234567.5', '1,234,567.50'],
  ])('the app writes %s as %s', (amount, shown) => {
    expect(renderToStaticMarkup(<Money amount={amount} />)).toBe(`<span class="money">${shown}</span>`);
  });

  test('a currency is a code before the figure', () => {
    expect(renderToStaticMarkup(<Money amount="50000.00" currency="PHP" />)).toContain('PHP 50,000.00');
  });

  test('a hyphen is never a minus', () => {
    expect(renderToStaticMarkup(<Num amount="-1330.43" />)).not.toContain('-1');
  });

  test('the court writes brackets, and the closing one hangs', () => {
    expect(renderToStaticMarkup(<CourtFigure amount="-869.57" />)).toBe('(869.57<span class="hang">)</span>');
    expect(renderToStaticMarkup(<CourtFigure amount="869.57" />)).toBe('869.57');
  });

  test('a dash is none in this column, and 0.00 is a figure', () => {
    expect(renderToStaticMarkup(<CourtNum amount={null} />)).toBe('<td class="num">–</td>');
    expect(renderToStaticMarkup(<CourtNum amount="0.00" />)).toBe('<td class="num">0.00</td>');
  });
});

test('an equation rules its closing figure twice and crosses out what does not agree', () => {
  const html = renderToStaticMarkup(
    <Equation
      terms={[
        { label: 'Bank', amount: '44234.30' },
        { label: 'Control', amount: '44209.30', op: '≠' },
        { label: 'Difference', amount: '25.00', closing: true, apart: true },
      ]}
    />,
  );
  expect(html).toContain('<div class="ne" data-op="≠">');
  expect(html).toContain('<dd class="num dbl">25.00</dd>');
});

describe('codes', () => {
  test('are never translated, and are said as a person says them', () => {
    const html = renderToStaticMarkup(<CodeChip code="KALACHUCHI-17" chip />);
    expect(html).toContain('class="code chip" translate="no"');
    expect(html).toContain('<span aria-hidden="true">KALACHUCHI-17</span>');
    expect(html).toContain('<span class="vh">code Kalachuchi 17</span>');
  });

  test('a public code is said sign by sign', () => {
    expect(spokenCode('B-7Q4X')).toBe('code B 7 Q 4 X');
  });
});

test('a fingerprint is two groups of four', () => {
  expect(groupsOfFour('7f3a91c2aabbccdd')).toBe('7f3a 91c2');
  expect(groupsOfFour('7f3a 91c2')).toBe('7f3a 91c2');
});

test('words at the foot of a printed page cannot leave their rule', () => {
  const written = cssString('T-0042 "2026" }</style><script>');
  expect(written.slice(1, -1)).not.toMatch(/["}<>{;]/);
});
