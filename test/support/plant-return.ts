/** A return of each payment, of which the seeded world has none. `run` is one statement as the superuser. */
export async function plantReturn(run: (text: string) => Promise<unknown>): Promise<void> {
  await run(`insert into payment_return (reference, trust_id, payment_id, reason, returned_on, bank_reference, amount, currency, charge, recorded_by, entry_id)
    select 'RT-' || reference, trust_id, id, 'AC04', paid_on, 'RTN', amount, currency, 0, recorded_by, entry_id from payment`);
}
