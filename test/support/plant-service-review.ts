/** That C. Aquino confirmed every entry there is, as the superuser would write it: rows of a table that the seeded world leaves empty. */
export async function plantServiceReview(rows: (text: string) => Promise<unknown>): Promise<void> {
  await rows(`insert into service_review (service_delivered_id, beneficiary_id, decision, reviewed_by)
    select s.id, s.beneficiary_id, 'confirmed', p.id from service_delivered s, person p where p.email = 'aquino@cast.example'`);
}
