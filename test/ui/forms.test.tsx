import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { Area } from '~/ui/area';
import { DateFields } from '~/ui/date-fields';
import { ErrorSummary } from '~/ui/error-summary';
import { FileInput } from '~/ui/file-input';
import { Form } from '~/ui/form';
import { MoneyInput } from '~/ui/money-input';
import { NativeSelect } from '~/ui/native-select';
import { Picks } from '~/ui/picks';
import { problemOf } from '~/ui/problem';
import { TextInput } from '~/ui/text-input';

const words = { name: 'why', label: 'Reason', hint: 'The court can read this.', error: 'Say why.' };
const choices = [{ value: 'a', label: 'A' }];

/** One control each: its label, hint and error must lead to it. */
const SINGLE: [string, ReactElement, ReactElement][] = [
  ['text', <TextInput key="a" {...words} />, <TextInput key="b" name="why" label="Reason" />],
  ['money', <MoneyInput key="a" {...words} />, <MoneyInput key="b" name="why" label="Reason" />],
  ['area', <Area key="a" {...words} />, <Area key="b" name="why" label="Reason" />],
  [
    'select',
    <NativeSelect key="a" {...words} choices={choices} />,
    <NativeSelect key="b" name="why" label="Reason" choices={choices} />,
  ],
  ['file', <FileInput key="a" {...words} />, <FileInput key="b" name="why" label="Reason" />],
];

function idsOf(html: string): string[] {
  return [...html.matchAll(/ id="([^"]+)"/g)].map((found) => found[1] ?? '');
}

/** Every id that a label or a description points at. */
function pointedAt(html: string): string[] {
  const pointers = [...html.matchAll(/ (?:for|aria-describedby|aria-labelledby)="([^"]+)"/g)];
  return pointers.flatMap((found) => (found[1] ?? '').split(' '));
}

describe.each(SINGLE)('%s field', (_kind, full, bare) => {
  test('ties its label, its hint and its error to the control', () => {
    const html = renderToStaticMarkup(full);
    expect(html).toContain('<label for="why">Reason</label>');
    expect(html).toContain('aria-describedby="why-hint why-error"');
    expect(html).toContain('class="field err"');
    for (const id of pointedAt(html)) expect(idsOf(html)).toContain(id);
  });

  test('says the error as an error', () => {
    expect(renderToStaticMarkup(full)).toContain('<span class="vh">Error: </span>Say why.');
  });

  test('points at nothing that is not there', () => {
    const html = renderToStaticMarkup(bare);
    expect(html).not.toContain('aria-describedby');
    expect(html).not.toContain('aria-invalid');
  });

  test('leaves the judging to the server', () => {
    expect(renderToStaticMarkup(full)).not.toMatch(/ required| pattern=| placeholder=/);
  });
});

test('a unit is part of what the box is described by', () => {
  const html = renderToStaticMarkup(<TextInput name="long" label="How long?" unit="minutes" />);
  expect(html).toContain('aria-describedby="long-unit"');
  expect(html).toContain('<span id="long-unit">minutes</span>');
});

describe('date', () => {
  const html = renderToStaticMarkup(<DateFields {...words} name="on" value={{ month: 'Feb', day: '30' }} />);

  test('has three labelled boxes, the first of which the summary can lead to', () => {
    for (const [id, label] of [
      ['on', 'Month'],
      ['on-day', 'Day'],
      ['on-year', 'Year'],
    ]) {
      expect(html).toContain(`<label for="${id}">${label}</label>`);
      expect(idsOf(html)).toContain(id);
    }
    expect(html).toContain('name="on-month"');
  });

  test('gives back what was typed', () => {
    expect(html).toContain('value="Feb"');
    expect(html).toContain('value="30"');
  });

  test('describes the question and each box', () => {
    expect(html).toContain('<fieldset class="err" aria-describedby="on-hint on-error">');
    for (const id of pointedAt(html)) expect(idsOf(html)).toContain(id);
  });
});

describe('picks', () => {
  const picks = [
    { value: 'approve', label: 'Approve' },
    { value: 'changes', label: 'Ask for changes', hint: 'It goes back.' },
  ];

  test('the first carries the name as its id, so that the summary can lead to it', () => {
    const html = renderToStaticMarkup(<Picks name="decision" label="What do you decide?" picks={picks} />);
    expect(idsOf(html)).toEqual(['decision', 'decision-2']);
    expect(html).toContain('<legend>What do you decide?</legend>');
  });

  test('a decision has no default', () => {
    expect(renderToStaticMarkup(<Picks name="decision" label="?" picks={picks} />)).not.toContain('checked');
  });

  test('what was chosen is given back', () => {
    const html = renderToStaticMarkup(
      <Picks name="standard" label="?" type="checkbox" picks={picks} value={['changes']} />,
    );
    expect(html.match(/checked/g)).toHaveLength(1);
    expect(html).toMatch(
      /id="standard-2"[^>]*value="changes"[^>]*checked|id="standard-2"[^>]*checked[^>]*value="changes"/,
    );
  });
});

describe('error summary', () => {
  const problems = [{ field: 'why', message: 'Say why.' }, { message: 'The balances changed.' }];

  test('takes the focus and leads to the field; a problem without a field is only said', () => {
    const html = renderToStaticMarkup(<ErrorSummary problems={problems} />);
    expect(html).toMatch(/tabindex="-1"[^>]*autofocus|autofocus[^>]*tabindex="-1"/i);
    expect(html).toContain('<a href="#why">Say why.</a>');
    expect(html).toContain('<li>The balances changed.</li>');
  });

  test('is not there when there is nothing to say', () => {
    expect(renderToStaticMarkup(<ErrorSummary problems={[]} />)).toBe('');
  });

  test('the same words are said at the field', () => {
    expect(problemOf(problems, 'why')).toBe('Say why.');
    expect(problemOf(problems, 'amount')).toBeUndefined();
    expect(problemOf(undefined, 'why')).toBeUndefined();
  });
});

test('a form carries its key, and the browser does not judge it', () => {
  const html = renderToStaticMarkup(
    <Form formKey="0b5066">
      <p />
    </Form>,
  );
  expect(html).toContain('<form class="form" method="post" novalidate="">');
  expect(html).toContain('<input type="hidden" name="key" value="0b5066"/>');
});
