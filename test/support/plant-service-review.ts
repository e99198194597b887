/**
 * That C. Aquino confirmed every entry there is but the last of each child, and sent that one back, which its worker withdrew:
 * rows of tables that the seeded world leaves empty. `rows` is one statement as the superuser.
 */
export async function plantServiceReview(rows: (text: string) => Promise<unknown>): Promise<void> {
  await rows(`insert into service_review (service_delivered_id, beneficiary_id, decision, reason, reviewed_by)
    select s.id, s.beneficiary_id, case when last then 'sent_back' else 'confirmed' end, case when last then 'planted by a test' else '' end, p.id
      from (select *, id = max(id) over (partition by beneficiary_id) as last from service_delivered) s, person p
     where p.email = 'aquino@cast.example'`);
  await rows(`insert into service_withdrawal (service_delivered_id, beneficiary_id, withdrawn_by)
    select s.id, s.beneficiary_id, s.logged_by from service_delivered s join service_review r on r.service_delivered_id = s.id
     where r.decision = 'sent_back'`);
}
