-- Balances of any day, on both axes: what happened through a legal day, as the books knew it at a moment. They read as the
-- person who asks: row security decides what is summed. Whole months come from account_month, the rest from the postings.

-- Each account's balance in each part, at the end of p_as_of; of one trust, or of all with NULL. With p_known_at only what
-- had been recorded by then: "what we knew on 3 March about 31 December".
create or replace function trial_balance(p_trust bigint, p_as_of date, p_known_at timestamptz default null)
returns table (trust_id bigint, account text, kind text, part text, balance numeric)
language plpgsql stable set search_path = public, pg_temp as $$
declare v_month date := date_trunc('month', p_as_of)::date;
begin
  if p_known_at is not null then
    return query
      select a.trust_id, a.code, a.kind, p.part, sum(p.amount)
        from journal_entry e join posting p on p.entry_id = e.id join account a on a.id = p.account_id
       where (p_trust is null or e.trust_id = p_trust) and e.occurred_on <= p_as_of and e.recorded_at <= p_known_at
       group by a.id, p.part;
    return;
  end if;
  return query
    select a.trust_id, a.code, a.kind, x.part, sum(x.moved)
      from (
        select m.account_id, m.part, m.moved from account_month m where (p_trust is null or m.trust_id = p_trust) and m.month < v_month
        union all
        select p.account_id, p.part, p.amount from account b join posting p on p.account_id = b.id
         where (p_trust is null or b.trust_id = p_trust) and p.occurred_on between v_month and p_as_of
        union all
        select p.account_id, p.part, p.amount
          from trust t left join chain_head h on h.trust_id = t.id
          -- CASE and not COALESCE, no sum, and both ends: under row security an index is used only for what is known to keep
          -- secrets, and an addition may fail with its figures; of a range with one end the planner expects much. The day is
          -- asked of the posting, so that no index of days is walked.
          join journal_entry e on e.trust_id = t.id
           and e.id > case when h.entry_id is null then 0 else h.entry_id end and e.id <= 9223372036854775807
          join posting p on p.entry_id = e.id and p.occurred_on < v_month
         where p_trust is null or t.id = p_trust) x
      join account a on a.id = x.account_id
     group by a.id, x.part;
end $$;

-- A sub-account's cash at the end of a day, on either axis.
create or replace function cash_as_of(p_subaccount bigint, p_as_of date, p_known_at timestamptz default null) returns numeric
language sql stable set search_path = public, pg_temp as $$
  select coalesce(sum(p.amount), 0) from posting p join account a on a.id = p.account_id and a.code = 'asset:cash'
   where p.subaccount_id = p_subaccount and p.occurred_on <= p_as_of
     and (p_known_at is null or exists (select from journal_entry e where e.id = p.entry_id and e.recorded_at <= p_known_at))
$$;
