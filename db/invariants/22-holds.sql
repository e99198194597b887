-- Holds: cash of a sub-account set aside, then settled in full or in part, voided, or expired; once. Available is posted less
-- held. A payment's hold has no door of its own: approving places it, paying settles it, withdrawing voids it, so these
-- inner functions are for the functions that decide (40-disbursements.sql). Error codes: LE008 not enough is available ·
-- LE011 the source holds another amount already · LE012 no such standing hold, or not a hold that is kept by hand.
set local role tutela_ledger;

create or replace function set_hold(p_subaccount bigint, p_amount numeric, p_reason text, p_source_ref text, p_expires_on date default null)
returns bigint
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare v_hold hold%rowtype;
begin
  if p_amount is null or p_amount <= 0 or p_amount <> round(p_amount, 4) then
    raise exception 'a hold is for an amount above zero' using errcode = 'LE003';
  end if;
  insert into hold (trust_id, subaccount_id, amount, reason, source_ref, expires_on)
    select trust_id, id, p_amount, p_reason, p_source_ref, p_expires_on from subaccount where id = p_subaccount
    on conflict on constraint hold_source_once do nothing returning * into v_hold;
  if v_hold.id is null then
    if not exists (select from subaccount where id = p_subaccount) then
      raise exception 'no such sub-account' using errcode = 'LE004';
    end if;
    select * into v_hold from hold where reason = p_reason and source_ref = p_source_ref;
    if (v_hold.subaccount_id, v_hold.amount, v_hold.expires_on) is distinct from (p_subaccount, p_amount, p_expires_on) then
      raise exception '% % holds something else already', p_reason, p_source_ref using errcode = 'LE011';
    end if;
    return v_hold.id;
  end if;
  update subaccount set held = held + p_amount where id = p_subaccount and posted - held >= p_amount;
  if not found then
    raise exception 'not enough is available for this hold' using errcode = 'LE008';
  end if;
  return v_hold.id;
end $$;

-- Ends a standing hold, once, and frees its money in the same moment. p_settled is what of it was spent; all, if not said.
create or replace function close_hold(p_reason text, p_source_ref text, p_ending text, p_settled numeric default null) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare v_hold hold%rowtype;
begin
  update hold set ended_at = clock_timestamp(), ending = p_ending, settled = case when p_ending = 'settled' then coalesce(p_settled, amount) end
   where reason = p_reason and source_ref = p_source_ref and ended_at is null returning * into v_hold;
  if not found then
    raise exception 'no standing hold for % %', p_reason, p_source_ref using errcode = 'LE012';
  end if;
  update subaccount set held = held - v_hold.amount where id = v_hold.subaccount_id;
exception when check_violation then
  raise exception 'a hold settles for an amount above zero, up to what it holds' using errcode = 'LE003';
end $$;

-- The doors for a hold kept by hand: a clerk's share that is still under the threshold (policy TH-1).
create or replace function demand_hand_hold(p_reason text) returns void
language plpgsql stable set search_path = public, pg_temp as $$
begin
  if p_reason is distinct from 'below_threshold' or not sec.has_a_role('{finance,operator}') then
    raise exception 'a hold for % is not kept by hand', p_reason using errcode = 'LE012';
  end if;
end $$;

create or replace function place_hold(p_subaccount bigint, p_amount numeric, p_reason text, p_source_ref text, p_expires_on date default null)
returns bigint language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform demand_hand_hold(p_reason);
  return set_hold(p_subaccount, p_amount, p_reason, p_source_ref, p_expires_on);
end $$;

create or replace function settle_hold(p_reason text, p_source_ref text, p_amount numeric default null) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform demand_hand_hold(p_reason);
  perform close_hold(p_reason, p_source_ref, 'settled', p_amount);
end $$;

create or replace function void_hold(p_reason text, p_source_ref text) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform demand_hand_hold(p_reason);
  perform close_hold(p_reason, p_source_ref, 'voided');
end $$;

-- Ends the holds whose day has passed, in the order of sub-accounts. Nobody decides anything here, so nobody need be signed
-- in; until it has run, expired money is still held, which is the safe side. Returns how many ended.
create or replace function expire_holds() returns int
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  h record;
  n int := 0;
begin
  for h in
    select x.reason, x.source_ref from hold x join trust t on t.id = x.trust_id
     where x.ended_at is null and x.expires_on < legal_today(t.home_zone) order by x.subaccount_id, x.id for no key update of x skip locked
  loop
    perform close_hold(h.reason, h.source_ref, 'expired');
    n := n + 1;
  end loop;
  return n;
end $$;
