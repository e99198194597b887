-- What a guardian ad litem sees of a child's money: the child's own sub-account as sums, and nothing else of the trust. No
-- entry, no payee, no other child, no pooled total. UTC 305 and 813: who speaks for a child is told enough to speak, and a
-- trustee's books stay the trustee's. It is asked at each reading whether the appointment stands, so that its end shows
-- nothing from the next query on; a record restricted to others shows nothing either (94-restrictions.sql).
set local role tutela_owner;
do $$
declare t text;
begin
  foreach t in array array['account', 'posting', 'disbursement'] loop
    execute format('drop policy if exists read_for_summaries on %I', t);
    execute format('create policy read_for_summaries on %I for select to tutela_sec using (true)', t);
    execute format('grant select on %I to tutela_sec', t);
  end loop;
end $$;

set local role tutela_sec;

-- The sub-accounts of a child for whom the signed-in person is guardian ad litem today.
create or replace function sec.ward_subaccounts(p_code text) returns setof subaccount
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select s.* from subaccount s join beneficiary b on b.id = s.beneficiary_id
   where b.code = p_code and sec.has_role('guardian_ad_litem') and b.id = any(sec.assigned_beneficiaries())
     and not b.id = any(sec.hidden_beneficiaries()) and not s.trust_id = any(sec.hidden_trusts())
$$;

-- In lines: posted and held now; on_hand with holdings at carrying value; of this year received, earned, care by its category,
-- and costs; of requests how many are in which state. Amounts as people say them: what was spent is positive.
create or replace function sec.books_summary(p_code text) returns table (trust text, currency text, line text, category text, amount numeric, count int)
language sql stable security definer set search_path = public, sec, pg_temp as $$
  with w as (select s.*, t.code as trust_code, t.base_currency from sec.ward_subaccounts(p_code) s join trust t on t.id = s.trust_id),
  moved as (
    select w.id, a.kind, a.code, sum(p.amount) as amount
      from w join posting p on p.subaccount_id = w.id join account a on a.id = p.account_id
     where a.kind <> 'asset' and p.occurred_on >= date_trunc('year', legal_today())::date group by 1, 2, 3),
  lines as (
    select w.id, 'posted' as line, '' as category, w.posted as amount, null::int as count from w
    union all select w.id, 'held', '', w.held, null from w
    union all select w.id, 'on_hand', '', coalesce((select sum(p.amount) from posting p join account a on a.id = p.account_id
                                                     where p.subaccount_id = w.id and a.kind = 'asset'), 0), null from w
    union all select m.id, 'received', '', -sum(m.amount), null from moved m where m.code = 'receipt:clerk_restitution' group by m.id
    union all select m.id, 'earned', '', -sum(m.amount), null from moved m
               where m.kind in ('receipt', 'gain', 'loss') and m.code <> 'receipt:clerk_restitution' group by m.id
    union all select m.id, 'care', split_part(m.code, ':', 2), m.amount, null from moved m where m.kind = 'distribution'
    union all select m.id, 'costs', '', sum(m.amount), null from moved m where m.kind = 'disbursement' group by m.id
    union all select d.subaccount_id, 'requests', d.state, null, count(*)::int from disbursement d where d.subaccount_id in (select w.id from w) group by 1, 3)
  select w.trust_code, w.base_currency, x.line, x.category, x.amount, x.count from lines x join w on w.id = x.id
   order by w.trust_code, x.line, x.category
$$;

grant execute on function sec.books_summary(text) to tutela_app;
