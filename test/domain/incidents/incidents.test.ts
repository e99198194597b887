import { randomUUID } from 'node:crypto';
import { CAST, type CastId } from 'db/seed/cast';
import { seedCast } from 'db/seed/seed-cast';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '~/access/actor';
import { refusalFromDatabase } from '~/access/database-refusals';
import { addIncidentLine, type LineInput } from '~/domain/incidents/add-incident-line.server';
import { annualCsv, annualReport } from '~/domain/incidents/annual-report';
import { type AssessInput, assessIncident } from '~/domain/incidents/assess-incident.server';
import { findIncidents, findUrgentIncidents, getIncident } from '~/domain/incidents/find-incidents.server';
import type { WallMoment } from '~/domain/incidents/incident';
import { type ReportInput, reportIncident } from '~/domain/incidents/report-incident.server';
import { actAs, cloneDatabase, openSession, type TestDatabase } from '../../support/database';

let db: TestDatabase;
let ahead = 0;
const people = {} as Record<CastId, Actor & { token: string }>;

beforeAll(async () => {
  db = await cloneDatabase({ mode: 'none' });
  await seedCast({ ownerUrl: db.operatorUrl, webUrl: db.webUrl });
  for (const [id, { email, name, roles }] of Object.entries(CAST)) {
    const [row] = await db.asOperator<{ id: string }>('select id from person where email = $1', [email]);
    const personId = Number(row?.id);
    people[id as CastId] = { personId, name, roles, token: await openSession(db, personId) };
  }
  const [installed] = await db.asOperator<{ days: number }>('select clock_offset_days as days from installation');
  ahead = installed?.days ?? 0;
});
afterAll(() => db.drop());

/** So many hours ago on a clock in Manila, on the calendar of the demo world. */
const hoursAgo = (hours: number): WallMoment => {
  const wall = new Date(Date.now() + ahead * 86_400_000 - hours * 3_600_000 + 8 * 3_600_000).toISOString();
  return { day: wall.slice(0, 10), time: wall.slice(11, 16), zone: 'Asia/Manila' };
};
const said = async (work: Promise<unknown>) => {
  try {
    await work;
    return 'taken';
  } catch (error) {
    const { code } = error as { code?: string };
    return code === 'permission' || code === 'not-found' ? code : (refusalFromDatabase(error)?.code ?? String(error));
  }
};
const report = (who: CastId, changes: Partial<ReportInput> = {}) =>
  actAs(db, people[who].token, (q) =>
    reportIncident(q, people[who], {
      key: randomUUID(),
      kind: 'lost',
      discovered: hoursAgo(1),
      what: 'A folder was left in a jeepney.',
      codes: [],
      ...changes,
    }),
  ).then(({ reference }) => reference);
const assess = (who: CastId, reference: string, changes: Partial<AssessInput> = {}) =>
  actAs(db, people[who].token, (q) =>
    assessIncident(q, people[who], {
      key: randomUUID(),
      reference,
      believed: hoursAgo(0.5),
      sensitive: 'yes',
      sensitiveWhy: 'It held dates of services.',
      acquired: 'unknown',
      acquiredWhy: 'Nobody knows who has it.',
      harm: 'yes',
      harmWhy: 'Somebody could be followed.',
      subjects: 1,
      codes: [],
      ...changes,
    }),
  );
const line = (who: CastId, reference: string, changes: Partial<LineInput> = {}) =>
  actAs(db, people[who].token, (q) =>
    addIncidentLine(q, people[who], {
      key: randomUUID(),
      reference,
      kind: 'authority',
      happened: hoursAgo(0),
      what: 'Told by its form on the web.',
      evidence: 'Receipt 26-1',
      replaces: null,
      ...changes,
    }),
  );
const read = (who: CastId, reference: string) => actAs(db, people[who].token, (q) => getIncident(q, reference));

describe('an incident', () => {
  it('is reported by every role that signs in, and read by its reporter and who keeps the register', async () => {
    for (const who of ['alvarez', 'dizon', 'reyes', 'chambersZ', 'lim', 'ocampo'] as const) {
      const reference = await report(who);
      expect(reference).toMatch(/^B-\d{4}-\d{4}$/);
      expect((await read(who, reference)).what).toBe('A folder was left in a jeepney.');
      for (const keeper of ['chua', 'lim', 'ocampo'] as const)
        expect((await read(keeper, reference)).reportedBy).toBe(people[who].name);
    }
    const reference = await report('dizon');
    for (const other of ['flores', 'tan', 'chambersY'] as const)
      expect([other, await said(read(other, reference))]).toEqual([other, 'not-found']);
  });

  it('names children by codes that its reporter knows, and shows each reader those that are theirs', async () => {
    const reference = await report('dizon', { codes: ['NIYOG-01', 'KALACHUCHI-17'] });
    expect(await read('dizon', reference)).toMatchObject({ codes: ['KALACHUCHI-17', 'NIYOG-01'], others: 0 });
    expect(await read('ocampo', reference)).toMatchObject({ codes: [], others: 2 });
    expect(await read('lim', reference)).toMatchObject({ codes: ['KALACHUCHI-17', 'NIYOG-01'], others: 0 });
    expect(await said(report('dizon', { codes: ['MAKOPA-38'] }))).toBe('database.BR004');
    expect(await said(report('reyes', { codes: ['NOBODY-99'] }))).toBe('database.BR004');
  });

  it('begins its clock at what is said, never ahead and in no other zone', async () => {
    expect(await said(report('dizon', { discovered: hoursAgo(-1) }))).toBe('database.BR001');
    const sameHourInNewYork = { ...hoursAgo(1), zone: 'America/New_York' as const };
    expect(await said(report('dizon', { discovered: sameHourInNewYork }))).toBe('database.BR001');
    expect(
      await said(
        actAs(db, people.dizon.token, (q) =>
          q.execute(
            sql`select report_incident('lost', '2026-01-01', '10:00', 'Mars/Olympus', 'A folder was left.', '{}')`,
          ),
        ),
      ),
    ).toBe('database.BR005');
    const { clock } = await read('lim', await report('dizon', { discovered: hoursAgo(60) }));
    expect(clock).toMatchObject({ due: 'notice', urgency: 'soon' });
    expect([11, 12]).toContain(clock.hoursLeft);
  });

  it('is assessed anew as often as is needed: the newest counts, all stay', async () => {
    const reference = await report('dizon', { discovered: hoursAgo(80) });
    expect((await read('lim', reference)).clock).toMatchObject({ due: 'notice', urgency: 'overdue' });
    await assess('ocampo', reference, { harm: 'no', harmWhy: 'It was sealed and came back.' });
    expect((await read('lim', reference)).clock.due).toBe('none');
    await assess('alvarez', reference, { believed: hoursAgo(2) });
    const found = await read('lim', reference);
    expect(found.clock).toMatchObject({ due: 'notice', urgency: 'calm', withoutDelay: true });
    expect(found.assessments.map(({ harm }) => harm)).toEqual(['no', 'yes']);
    expect(await said(assess('alvarez', reference, { believed: hoursAgo(81) }))).toBe('database.BR002');
    for (const who of ['dizon', 'reyes', 'chambersZ'] as const)
      expect([who, await said(assess(who, reference))]).toEqual([who, 'permission']);
  });

  it('is assessed only by who has just shown that it is them', async () => {
    const reference = await report('lim');
    await db.asOperator(
      "update sec.session set factor_at = clock_timestamp() - interval '6 minutes' where person_id = $1",
      [people.alvarez.personId],
    );
    await expect(assess('alvarez', reference)).rejects.toMatchObject({ cause: { code: 'SI002' } });
    await db.asOperator('update sec.session set factor_at = clock_timestamp()');
    expect(await said(assess('alvarez', reference))).toBe('taken');
  });

  it('is told by lines with evidence; a wrong one is replaced once and counts no more', async () => {
    const reference = await report('dizon', { discovered: hoursAgo(30) });
    await assess('lim', reference, { believed: hoursAgo(30) });
    await expect(line('lim', reference, { evidence: '' })).rejects.toMatchObject({
      cause: { constraint: 'incident_notice_has_evidence' },
    });
    await line('lim', reference, { happened: hoursAgo(20) });
    await line('lim', reference, { kind: 'subjects', happened: hoursAgo(19) });
    expect((await read('lim', reference)).clock).toMatchObject({ due: 'report', late: [] });
    const wrong = (await read('lim', reference)).lines.find(({ kind }) => kind === 'subjects')?.id as number;
    await line('chua', reference, { kind: 'step', replaces: wrong, what: 'They were not told: the letter came back.' });
    expect((await read('lim', reference)).clock.due).toBe('notice');
    expect((await read('lim', reference)).lines.map(({ replaced }) => replaced)).toEqual([false, true, false]);
    expect(await said(line('chua', reference, { replaces: wrong }))).toBe('database.incident_line_replaced_once');
    expect(await said(line('chua', await report('lim'), { replaces: wrong }))).toBe('database.BR003');
    expect(await said(line('lim', reference, { happened: hoursAgo(31) }))).toBe('database.BR002');
    expect(await said(line('lim', reference, { happened: hoursAgo(-1) }))).toBe('database.BR001');
    expect(await said(line('dizon', reference))).toBe('permission');
  });

  it('is not told, assessed or rewritten past its functions', async () => {
    const reference = await report('dizon');
    const as = (who: CastId, text: string) => said(actAs(db, people[who].token, (q) => q.execute(sql.raw(text))));
    for (const who of ['dizon', 'reyes'] as const)
      expect(
        await as(
          who,
          `select add_incident_line('${reference}', 'step', '2026-01-01', '10:00', 'Asia/Manila', 'Past the page.', '', null)`,
        ),
      ).toBe('not-found');
    for (const table of ['incident', 'incident_subject', 'incident_assessment', 'incident_line']) {
      expect(await as('lim', `update ${table} set id = default`)).not.toBe('taken');
      expect(await as('lim', `delete from ${table}`)).not.toBe('taken');
    }
    for (const table of ['incident', 'incident_subject', 'incident_assessment', 'incident_line'])
      await expect(db.asOperator(`delete from ${table}`)).rejects.toMatchObject({ code: 'LE010' });
  });
});

describe('the register', () => {
  it('names what cannot wait, the most urgent first, to nobody but who keeps it', async () => {
    await report('dizon', { discovered: hoursAgo(200) });
    const urgent = await actAs(db, people.alvarez.token, findUrgentIncidents);
    expect(urgent.length).toBeGreaterThan(1);
    expect(urgent.map(({ clock }) => clock.hoursLeft)).toEqual(
      urgent.map(({ clock }) => clock.hoursLeft).sort((a, b) => a - b),
    );
    expect(urgent.every(({ clock }) => clock.hoursLeft < 24)).toBe(true);
  });

  it('is counted for the authority without a word of what happened', async () => {
    const all = await actAs(db, people.lim.token, findIncidents);
    const report = annualReport(all);
    expect(report.total.incidents).toBe(all.length);
    expect(report.byKind.reduce((sum, { incidents }) => sum + incidents, 0)).toBe(all.length);
    expect(report.byImpact.reduce((sum, { incidents }) => sum + incidents, 0)).toBe(all.length);
    const csv = annualCsv('2027', report, 'X-2027-0009');
    expect(csv.split('\n')[0]).toBe('year,what,impact,incidents,breaches,told,told_late,people,copy');
    // Whatever lines are sent on, each says whose copy it was.
    for (const line of csv.trim().split('\n').slice(1)) expect(line).toMatch(/,X-2027-0009$/);
    expect(csv).not.toContain('jeepney');
    expect(csv).not.toContain('NIYOG');
  });

  it('is in the trail, act by act', async () => {
    const acts = await db.asOperator<{ action: string }>(
      "select distinct action from audit_event where record_type = 'incident' order by 1",
    );
    expect(acts.map(({ action }) => action)).toEqual([
      'incident.assessed',
      'incident.line-added',
      'incident.read',
      'incident.reported',
    ]);
  });
});
