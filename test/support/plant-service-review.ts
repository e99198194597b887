/**
 * That C. Aquino confirmed every entry that a request rests on, and sent back the others, which their worker withdrew: rows of
 * tables that the seeded world leaves empty. `rows` is one statement as the superuser.
 */
export async function plantServiceReview(rows: (text: string) => Promise<unknown>): Promise<void> {
  await rows(`insert into service_review (service_delivered_id, beneficiary_id, decision, reason, reviewed_by)
    select s.id, s.beneficiary_id, case when asked then 'confirmed' else 'sent_back' end, case when asked then '' else 'planted by a test' end, p.id
      from (select *, exists (select from disbursement_line l where l.service_delivered_id = x.id) as asked from service_delivered x) s, person p
     where p.email = 'aquino@cast.example'`);
  await rows(`insert into service_withdrawal (service_delivered_id, beneficiary_id, withdrawn_by)
    select s.id, s.beneficiary_id, s.logged_by from service_delivered s join service_review r on r.service_delivered_id = s.id
     where r.decision = 'sent_back'`);
}
