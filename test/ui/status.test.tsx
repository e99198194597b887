import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ICONS } from '~/ui/icons';
import { STATUS, type StatusName } from '~/ui/status';
import { Tag } from '~/ui/tag';

const names = Object.keys(STATUS) as StatusName[];

test('the table has the 17 words that people read', () => {
  expect(names.map((name) => STATUS[name].word).sort()).toEqual([
    'Agrees',
    'Approved',
    'Confirmed by provider',
    'Does not agree',
    'Draft',
    'In a payment run',
    'Needs changes',
    'Needs judgement',
    'On hold',
    'Paid',
    'Rejected',
    'Returned',
    'Sealed',
    'Sent to bank',
    'Voided',
    'Waiting for approval',
    'Waiting to send',
  ]);
});

test('no two words share a shape, not even in what is drawn', () => {
  const drawn = names.map((name) => renderToStaticMarkup(ICONS[STATUS[name].icon]));
  expect(new Set(drawn).size).toBe(names.length);
});

test.each(names)('%s is a shape and a word, and the word is enough', (name) => {
  const html = renderToStaticMarkup(<Tag status={name} />);
  expect(html).toMatch(/<svg class="i"[^>]*aria-hidden="true"/);
  expect(html.replace(/<[^>]+>/g, '')).toBe(STATUS[name].word);
});

test('a tag says more where the page knows more', () => {
  const html = renderToStaticMarkup(<Tag status="waiting">Waiting for approval (1 of 2)</Tag>);
  expect(html).toContain('class="tag waiting"');
  expect(html).toContain('Waiting for approval (1 of 2)');
});
