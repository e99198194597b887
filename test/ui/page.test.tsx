import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { ErrorPage, errorTitle } from '~/ui/error-page';
import { FieldFrame } from '~/ui/field-frame';
import { CodeLine } from '~/ui/field-lines';
import { Frame } from '~/ui/frame';
import { pageHandle } from '~/ui/page-handle';
import { Queue } from '~/ui/queue';
import { Tag } from '~/ui/tag';

const nav = [
  { href: '/', label: 'Home' },
  { href: '/approvals', label: 'Approvals', current: true, count: 3, countOf: 'waiting for you' },
  { href: '/trusts', label: 'Trusts', count: 0 },
];

describe('frame', () => {
  const html = renderToStaticMarkup(
    <Frame home="/" nav={nav} who="L. Chua, trustee" foot={{ line: 'Books kept in New York time.' }}>
      <Tag status="paid" />
      <Tag status="paid" />
      <Tag status="hold" />
    </Frame>,
  );

  test('leads a keyboard past the masthead', () => {
    expect(html.indexOf('href="#main"')).toBeLessThan(html.indexOf('<header'));
    expect(html).toContain('<main id="main"');
  });

  test('says where the reader is and how much waits, and nothing of none', () => {
    expect(html).toContain(
      'aria-current="page">Approvals <span class="n">3<span class="vh"> waiting for you</span></span>',
    );
    expect(html).toContain('<a href="/trusts">Trusts</a>');
  });

  test('signs out by POST, in the masthead and in the menu of a phone', () => {
    expect(html.match(/<form action="\/sign-out" method="post"><button type="submit"/g)).toHaveLength(2);
  });

  test('draws each shape once, and only those that are used', () => {
    expect(html.match(/<symbol /g)).toHaveLength(2);
    expect(html.match(/<use href="#i-paid"/g)).toHaveLength(2);
  });

  test('has no link that leads nowhere', () => {
    expect(html).not.toContain('href="#"');
    expect(html).not.toContain('Accessibility');
  });

  test('has no navigation for whom there is none', () => {
    const bare = renderToStaticMarkup(
      <Frame home="/" nav={[]} foot={{ line: '' }}>
        <p />
      </Frame>,
    );
    expect(bare).not.toContain('<nav');
    expect(bare).not.toContain('Sign out');
  });
});

describe('field log', () => {
  const html = renderToStaticMarkup(
    <FieldFrame title="Today" tall>
      <CodeLine code="NIYOG-01" href="/services-delivered/1" detail="Home visit" status="tosend" />
    </FieldFrame>,
  );

  test('names no product', () => {
    expect(html).not.toMatch(/tutela/i);
    expect(html).toContain('<b>Field log</b>');
  });

  test('hides the screen by POST, without script', () => {
    expect(html).toContain('<form class="push" action="/lock" method="post">');
  });
});

test('a queue that folds keeps the roles of a table and says its heads', () => {
  const html = renderToStaticMarkup(
    <Queue
      caption="Requests"
      rows={[{ id: 'D-1', usd: '1.00' }]}
      rowKey={(row) => row.id}
      columns={[
        { head: 'Request', kind: 'head', id: true, order: 2, cell: (row) => row.id },
        { head: 'USD', kind: 'num', said: true, cell: (row) => row.usd },
      ]}
    />,
  );
  expect(html).toContain('<table role="table"');
  expect(html).toContain('<th role="rowheader" scope="row" class="num id l o2">D-1</th>');
  expect(html).toContain('<td role="cell" class="num" data-k="USD">1.00</td>');
});

describe('a page that cannot be shown', () => {
  test('unknown and out of scope read the same, whatever the refusal said', () => {
    const plain = renderToStaticMarkup(<ErrorPage status={404} />);
    expect(renderToStaticMarkup(<ErrorPage status={404} sentence="KALACHUCHI-17 is not yours." />)).toBe(plain);
  });

  test('a refusal says who can', () => {
    expect(renderToStaticMarkup(<ErrorPage status={403} sentence="Ask R. Alvarez." />)).toContain('Ask R. Alvarez.');
  });

  test('a fault gives its reference and begs nobody', () => {
    const html = renderToStaticMarkup(<ErrorPage status={500} requestId="req-7" />);
    expect(html).toContain('req-7');
    expect(html).not.toMatch(/please|sorry|invalid|oops/i);
  });

  test('names no product, as it may stand on a shared phone', () => {
    expect([403, 404, 500].map(errorTitle).join(' ')).not.toMatch(/tutela/i);
    expect(renderToStaticMarkup(<ErrorPage status={404} />)).not.toMatch(/tutela/i);
  });
});

describe('what routes say about their page', () => {
  test('no route speaks: no script, and the theme of the system', () => {
    expect(pageHandle([undefined, null, {}])).toEqual({ hydrate: false });
  });

  test('the innermost theme counts', () => {
    expect(pageHandle([{ theme: 'dark' }, { hydrate: true, theme: 'light' }])).toEqual({
      hydrate: true,
      theme: 'light',
    });
  });
});
