-- Which account a provider is paid on, in one place: asked when approvals are counted and payments recorded
-- (40-disbursements.sql), and when an account is changed (93-payout-accounts.sql).
set local role tutela_sec;

-- The account a provider is paid on at a moment. A change that was stopped before it came into force never was one; where the
-- account in force is stopped there is none, and the one before does not come back.
create or replace function sec.payout_account_in_force(p_provider bigint, p_at timestamptz default clock_timestamp()) returns bigint
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select case when exists (select from payout_account_step x where x.account_id = newest.id and x.step = 'stopped' and x.at <= p_at) then null else newest.id end
    from (select a.id from payout_account a join payout_account_step s on s.account_id = a.id and s.step = 'agreed'
           where a.provider_id = p_provider and s.in_force_from <= p_at
             and not exists (select from payout_account_step x where x.account_id = a.id and x.step = 'stopped' and x.at < s.in_force_from)
           order by s.in_force_from desc, a.version desc limit 1) newest
$$;

-- asked, called_back, waiting (agreed, not yet in force), in_force, replaced, stopped.
create or replace function sec.payout_account_state(p_account bigint) returns text
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select case
    when exists (select from payout_account_step s where s.account_id = a.id and s.step = 'stopped') then 'stopped'
    when g.in_force_from > clock_timestamp() then 'waiting'
    when sec.payout_account_in_force(a.provider_id) = a.id then 'in_force'
    when g.in_force_from is not null then 'replaced'
    when exists (select from payout_account_step s where s.account_id = a.id and s.step = 'called_back') then 'called_back'
    else 'asked' end
    from payout_account a left join payout_account_step g on g.account_id = a.id and g.step = 'agreed' where a.id = p_account
$$;

-- From when on approvals count of what a provider is paid: since somebody agreed to the account that is in force.
create or replace function sec.payee_agreed_at(p_provider bigint) returns timestamptz
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select s.at from payout_account_step s where s.account_id = sec.payout_account_in_force(p_provider) and s.step = 'agreed'
$$;

-- Whether one of these people asked for the account that is in force, or for one that may come to be.
create or replace function sec.keeps_payee(p_people bigint[], p_provider bigint) returns boolean
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select exists (select from payout_account a where a.provider_id = p_provider and a.asked_by = any(p_people)
                    and sec.payout_account_state(a.id) not in ('replaced', 'stopped'))
$$;

grant execute on function sec.payout_account_in_force(bigint, timestamptz), sec.payout_account_state(bigint), sec.payee_agreed_at(bigint),
  sec.keeps_payee(bigint[], bigint) to tutela_app, tutela_owner;
