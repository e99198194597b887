/** Two incidents, one of them assessed, with a notice, each about one child. */
export async function plantIncidents(rows: (text: string) => Promise<unknown[]>): Promise<void> {
  const person = (id: string) => `(select id from person where email = '${id}@cast.example')`;
  const reported = (reference: string, by: string, code: string) =>
    rows(`with i as (insert into incident (reference, kind, discovered_at, what, reported_by)
        values ('${reference}', 'lost', now() - interval '60 hours', 'planted by a test', ${person(by)}) returning id)
      insert into incident_subject (incident_id, beneficiary_id, named_by)
        select i.id, b.id, ${person(by)} from i, beneficiary b where b.code = '${code}'`);
  await reported('B-1', 'dizon', 'NIYOG-01');
  await reported('B-2', 'flores', 'MAKOPA-38');
  await rows(`insert into incident_assessment (incident_id, believed_at, sensitive, sensitive_why, acquired, acquired_why, harm, harm_why, assessed_by)
    select id, discovered_at, 'yes', 'planted by a test', 'unknown', 'planted by a test', 'unknown', 'planted by a test', ${person('lim')} from incident where reference = 'B-1'`);
  await rows(`insert into incident_line (incident_id, kind, happened_at, what, evidence, written_by)
    select id, 'authority', now(), 'planted by a test', 'Receipt 1', ${person('lim')} from incident where reference = 'B-1'`);
}
