type Rows = (text: string, values?: unknown[]) => Promise<unknown[]>;

interface Seat {
  /** The trust's code or number. */
  trust: string | number;
  person: number;
  /** The first day; without one, today. */
  from?: string | undefined;
  /** The last day, where one is set. */
  through?: string | null | undefined;
}

/**
 * A trustee in office: appointed by an order, accepted on the first day, with notice given. `rows` is one statement as the
 * superuser. What does not go together for one person is refused as it is in a term that an administrator records.
 */
export async function seatTrustee(rows: Rows, { trust, person, from, through }: Seat): Promise<void> {
  await rows(
    `with term as (
       insert into trustee_term (trust_id, person_id, starts_on, ends_on, authority, authority_reference)
       select id, $2, coalesce($3::date, legal_today()), $4::date, 'order', 'Order of a test' from trust
        where $1 in (code, id::text) returning id, person_id, starts_on)
     insert into trustee_term_step (term_id, step, person_id, on_day, words)
     select term.id, x.step, term.person_id, term.starts_on, 'planted by a test'
       from term, (values ('accepted'), ('notice_given')) as x(step)`,
    [String(trust), person, from ?? null, through ?? null],
  );
}
