-- A payment that the bank sent back: its entry is reversed whole, on the day it came back; what the bank kept is a charge of its
-- own; the services may be asked for again. Error codes as in 40-disbursements.sql; DI011 a return that cannot be.
create or replace function record_payment_return(
  p_payment text, p_reference text, p_reason text, p_returned_on date, p_bank_reference text, p_charge_principal numeric, p_charge_income numeric
) returns bigint
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  d disbursement%rowtype;
  p payment%rowtype;
  e journal_entry%rowtype;
  v_charge numeric := p_charge_principal + p_charge_income;
  v_entry bigint;
  v_charge_entry bigint;
begin
  perform sec.demand_fresh_factor();
  select * into p from payment where reference = p_payment;
  -- The request's row is what two people who record the same return meet at.
  select * into d from disbursement where id = p.disbursement_id for update;
  if not found then raise exception 'no such payment' using errcode = 'DI009'; end if;
  if d.state <> 'paid' then raise exception 'it is % and does not come back', d.state using errcode = 'DI008'; end if;
  perform demand_apart(d);
  if (p_charge_principal >= 0 and p_charge_income >= 0 and v_charge < p.amount and p_returned_on >= p.paid_on) is not true then
    raise exception 'a return comes on the day of the payment or later, and the bank keeps less than it brings' using errcode = 'DI011';
  end if;
  select * into e from journal_entry where id = p.entry_id;
  v_entry := (
    select post_journal_entry(d.trust_id, 'distribution_return', p_returned_on, null, e.description, e.party, e.category, e.reference,
             'payment_return', p_reference, '', e.id, array_agg(a.code order by x.line), array_agg(x.subaccount_id order by x.line),
             array_agg(x.part order by x.line), array_agg(-x.amount order by x.line), array_agg(x.currency order by x.line),
             array_agg(x.lot_id order by x.line), array_agg(-x.units order by x.line))
      from posting x join account a on a.id = x.account_id where x.entry_id = e.id);
  if v_charge > 0 then
    v_charge_entry := (
      with parts as (
        select * from (values ('principal', p_charge_principal), ('income', p_charge_income)) as x(part, amount) where amount > 0
      ), legs as (
        select 'disbursement:return_fee' as code, part, amount from parts
        union all select 'asset:cash', part, -amount from parts
      )
      select post_journal_entry(d.trust_id, 'fee', p_returned_on, null, 'Charge for a returned payment', 'Bank', 'return_fee', p_bank_reference,
               'payment_return', p_reference || ' charge', '', null,
               array_agg(code), array_agg(d.subaccount_id), array_agg(part), array_agg(amount), array_agg(null::text), array_agg(null::bigint), array_agg(null::numeric))
        from legs);
  end if;
  insert into payment_return (reference, trust_id, payment_id, reason, returned_on, bank_reference, amount, currency, charge, recorded_by, entry_id, charge_entry_id)
    values (p_reference, d.trust_id, p.id, p_reason, p_returned_on, p_bank_reference, p.amount, p.currency, v_charge, sec.person(), v_entry, v_charge_entry);
  update disbursement_line set released_at = clock_timestamp() where disbursement_id = d.id and released_at is null;
  update disbursement set state = 'returned' where id = d.id;
  return v_entry;
end $$;
