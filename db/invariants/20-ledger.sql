-- The ledger's write door. Nothing else writes entries, postings, holds, lots or balances: the app's role holds no
-- INSERT on them, and these functions run as their owner, whom row security binds to the signed context all the same.
-- Error codes: LE001 does not balance · LE002 fewer than two postings · LE003 an amount that cannot be posted ·
-- LE004 something of another trust · LE005 period accounted for · LE006 too far ahead · LE007 before the trust began ·
-- LE008 below zero or under a hold · LE009 units or carrying value below zero · LE011 source posted already · LE012 no such hold.

-- Locks, in this order everywhere: the trust's books (shared), sub-accounts by id, lots by id. Filing an accounting takes the
-- books alone, so that no entry slips into a period while it is being closed. The lock of the books stands in line: a row
-- lock alone lets shared takers pass whoever waits to have it alone, and a busy trust could never be filed.
create or replace function share_books(p_trust bigint) returns void
language sql volatile set search_path = public, pg_temp as $$
  select pg_advisory_xact_lock_shared(7001, p_trust::int)
$$;

create or replace function post_journal_entry(
  p_trust bigint, p_kind text, p_occurred_on date, p_description text, p_party text, p_category text, p_reference text,
  p_source_type text, p_source_ref text, p_source_digest text, p_reverses bigint,
  p_accounts text[], p_subaccounts bigint[], p_parts text[], p_amounts numeric[], p_lots bigint[], p_units numeric[]
) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_trust trust%rowtype;
  v_entry bigint;
  v_days int;
begin
  perform share_books(p_trust);
  select * into v_trust from trust where id = p_trust for share;
  if not found then
    raise exception 'no such trust' using errcode = 'LE004';
  end if;
  perform check_entry_day(v_trust, p_occurred_on);
  perform check_postings(p_trust, p_accounts, p_subaccounts, p_parts, p_amounts, p_lots, p_units);
  if exists (select 1 from journal_entry where trust_id = p_trust and source_type = p_source_type and source_ref = p_source_ref) then
    raise exception 'source % % is posted already', p_source_type, p_source_ref using errcode = 'LE011';
  end if;

  -- Before the postings name them: their foreign keys share these rows, and two postings that first share a row and then
  -- want it alone wait for each other for ever. NO KEY UPDATE is what a balance's change needs, and lets foreign keys pass.
  perform 1 from subaccount where id = any(p_subaccounts) order by id for no key update;
  perform 1 from lot where id = any(p_lots) order by id for no key update;

  insert into account (trust_id, kind, code)
    select distinct p_trust, split_part(a, ':', 1), a from unnest(p_accounts) a
    on conflict (trust_id, code) do nothing;

  insert into journal_entry (trust_id, kind, occurred_on, recorded_by, description, party, category, reference,
                             source_type, source_ref, source_digest, reverses_id)
    values (p_trust, p_kind, p_occurred_on, sec.person(), p_description, p_party, p_category, p_reference,
            p_source_type, p_source_ref, p_source_digest, p_reverses)
    returning id into v_entry;

  insert into posting (entry_id, trust_id, account_id, subaccount_id, part, amount, lot_id, units)
    select v_entry, p_trust, a.id, l.sub, l.part, l.amount, l.lot, l.units
      from unnest(p_accounts, p_subaccounts, p_parts, p_amounts, p_lots, p_units)
             with ordinality as l(code, sub, part, amount, lot, units, n)
      join account a on a.trust_id = p_trust and a.code = l.code
     order by l.n;

  perform move_balances(p_accounts, p_subaccounts, p_amounts, p_lots, p_units);
  return v_entry;
end $$;

create or replace function check_entry_day(v_trust trust, p_on date) returns void
language plpgsql stable set search_path = public, pg_temp as $$
declare v_ahead int := coalesce(policy_value('PD-1', 'days_ahead', legal_today())::int, 0);
begin
  if p_on < v_trust.opened_on then
    raise exception '% is before the trust began on %', p_on, v_trust.opened_on using errcode = 'LE007';
  end if;
  if p_on > legal_today(v_trust.home_zone) + v_ahead then
    raise exception '% is more than % days ahead', p_on, v_ahead using errcode = 'LE006';
  end if;
  if exists (select 1 from accounting_filing where trust_id = v_trust.id and through_on >= p_on) then
    raise exception '% lies in a period already accounted for to the court', p_on using errcode = 'LE005';
  end if;
end $$;

create or replace function check_postings(
  p_trust bigint, p_accounts text[], p_subaccounts bigint[], p_parts text[], p_amounts numeric[], p_lots bigint[], p_units numeric[]
) returns void
language plpgsql stable set search_path = public, pg_temp as $$
declare n int := coalesce(cardinality(p_accounts), 0);
begin
  -- A missing list is no list: NULL would make every comparison unknown, and unknown is not a refusal.
  if n < 2 or array[cardinality(p_subaccounts), cardinality(p_parts), cardinality(p_amounts), cardinality(p_lots), cardinality(p_units)]
              is distinct from array[n, n, n, n, n] then
    raise exception 'an entry has at least two postings, each complete' using errcode = 'LE002';
  end if;
  if exists (select 1 from unnest(p_amounts) x where x is null or x = 0 or scale(trim_scale(x)) > 4)
     or exists (select 1 from unnest(p_units) x where scale(trim_scale(x)) > 4) then
    raise exception 'an amount is zero, missing or finer than four decimals' using errcode = 'LE003';
  end if;
  if exists (select 1 from unnest(p_parts, p_amounts) as l(part, amount) group by part having sum(amount) <> 0) then
    raise exception 'postings do not sum to zero in each part' using errcode = 'LE001';
  end if;
  if exists (select 1 from unnest(p_subaccounts) s where not exists
              (select 1 from subaccount where id = s and trust_id = p_trust))
     or exists (select 1 from unnest(p_accounts, p_subaccounts, p_lots) as l(code, sub, lot)
                 where (l.lot is not null) <> (l.code like 'asset:%' and l.code <> 'asset:cash')
                    or (l.lot is not null and not exists
                        (select 1 from lot where id = l.lot and trust_id = p_trust and subaccount_id = l.sub and 'asset:' || holding = l.code))) then
    raise exception 'a posting names a sub-account or lot that is not of this trust and account' using errcode = 'LE004';
  end if;
end $$;

create or replace function move_balances(
  p_accounts text[], p_subaccounts bigint[], p_amounts numeric[], p_lots bigint[], p_units numeric[]
) returns void
language plpgsql volatile set search_path = public, pg_temp as $$
begin
  update subaccount s set posted = s.posted + m.moved
    from (select sub, sum(amount) as moved from unnest(p_accounts, p_subaccounts, p_amounts) as l(code, sub, amount)
           where code = 'asset:cash' group by sub) m
   where s.id = m.sub;
  update lot set units = lot.units + m.units, carrying = lot.carrying + m.amount
    from (select id, sum(units) as units, sum(amount) as amount from unnest(p_lots, p_units, p_amounts) as l(id, units, amount)
           where id is not null group by id) m
   where lot.id = m.id;
exception
  when check_violation then
    raise exception 'more units or carrying value than the trust holds' using errcode = 'LE009';
end $$;

-- The floor: a sub-account never falls below zero, nor below what is held. It is asked at each statement, and only a
-- transaction that brings in a whole year asks it to wait until its end; no transaction commits without it.
create or replace function check_floor() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if exists (select 1 from subaccount where id = new.id and (posted < 0 or held > posted)) then
    raise exception 'the sub-account would fall below zero or below what is held' using errcode = 'LE008';
  end if;
  return null;
end $$;
drop trigger if exists subaccount_floor on subaccount;
create constraint trigger subaccount_floor after insert or update on subaccount deferrable initially immediate
  for each row execute function check_floor();
alter table subaccount enable always trigger subaccount_floor;

create or replace function open_lot(p_trust bigint, p_subaccount bigint, p_holding text, p_kind text, p_acquired_on date, p_description text)
returns bigint language sql volatile security definer set search_path = public, pg_temp as $$
  insert into lot (trust_id, subaccount_id, holding, kind, acquired_on, description)
    values (p_trust, p_subaccount, p_holding, p_kind, p_acquired_on, p_description) returning id
$$;

-- Holds are placed and ended inside the functions that decide on money; the app's role calls neither of these two.
create or replace function set_hold(p_subaccount bigint, p_amount numeric, p_reason text, p_source_ref text) returns bigint
language plpgsql volatile set search_path = public, pg_temp as $$
declare v_hold bigint;
begin
  update subaccount set held = held + p_amount where id = p_subaccount and posted - held >= p_amount;
  if not found then
    raise exception 'not enough is available for this hold' using errcode = 'LE008';
  end if;
  insert into hold (trust_id, subaccount_id, amount, reason, source_ref)
    select trust_id, id, p_amount, p_reason, p_source_ref from subaccount where id = p_subaccount
    returning id into v_hold;
  return v_hold;
end $$;

-- Ends a standing hold, once: settled when its money is paid, voided when it is not needed.
create or replace function close_hold(p_reason text, p_source_ref text, p_ending text) returns void
language plpgsql volatile set search_path = public, pg_temp as $$
declare v_hold hold%rowtype;
begin
  update hold set ended_at = clock_timestamp(), ending = p_ending
   where reason = p_reason and source_ref = p_source_ref and ended_at is null returning * into v_hold;
  if not found then
    raise exception 'no standing hold for % %', p_reason, p_source_ref using errcode = 'LE012';
  end if;
  update subaccount set held = held - v_hold.amount where id = v_hold.subaccount_id;
end $$;

-- The doors for a clerk's share that is still under the threshold (policy TH-1). A payment's hold has no door of its own:
-- approving places it, paying settles it, withdrawing voids it.
create or replace function place_hold(p_subaccount bigint, p_amount numeric, p_reason text, p_source_ref text) returns bigint
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if p_reason is distinct from 'below_threshold' or not sec.has_a_role('{finance,operator}') then
    raise exception 'a hold for % is not placed by hand', p_reason using errcode = 'LE012';
  end if;
  return set_hold(p_subaccount, p_amount, p_reason, p_source_ref);
end $$;

create or replace function end_hold(p_reason text, p_source_ref text, p_ending text) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if p_reason is distinct from 'below_threshold' or not sec.has_a_role('{finance,operator}') then
    raise exception 'a hold for % is not ended by hand', p_reason using errcode = 'LE012';
  end if;
  perform close_hold(p_reason, p_source_ref, p_ending);
end $$;
