-- A receipt is shared out whole, in one transaction, or not at all; and each share is the amount of the entry it posted.
-- Both are asked past the sight of who posts: by a part of the shares a receipt would be posted twice, and by a part of the
-- awards one child would be given what is another's. So who does not see all of them posts none.
-- Error codes: RC001 shares do not sum to the receipt · RC002 a share and its entry differ · RC003 an award or a share is
-- hidden from who posts.
do $$
declare t text;
begin
  foreach t in array array['receipt', 'allocation', 'restitution_order', 'award', 'obligation'] loop
    execute format('grant select on %I to tutela_sec', t);
    execute format('drop policy if exists sec_shares on %I', t);
    execute format('create policy sec_shares on %I for select to tutela_sec using (true)', t);
  end loop;
end $$;

set local role tutela_sec;
create or replace function sec.receipt_posted(p_receipt bigint) returns boolean
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select exists (select from allocation where receipt_id = p_receipt)
$$;

create or replace function sec.receipt_is_whole(p_receipt bigint) returns boolean
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select coalesce((select sum(amount) from allocation where receipt_id = p_receipt) = (select amount from receipt where id = p_receipt), false)
$$;

-- Whether the signed-in person does not see an award that the receipt would be shared among, or a share that was posted of it.
create or replace function sec.shares_hidden(p_receipt bigint) returns boolean
language plpgsql stable security definer set search_path = public, sec, pg_temp as $$
begin
  return exists (
    select a.trust_id from allocation a where a.receipt_id = p_receipt and a.trust_id <> all(sec.money_trusts())
    union all
    select a.trust_id from receipt r join award a
        on a.order_id = (select o.id from restitution_order o where o.case_id = r.case_id order by o.version desc limit 1)
      join obligation b on b.award_id = a.id and b.defendant_id = r.defendant_id
     where r.id = p_receipt and a.trust_id <> all(sec.money_trusts()));
end $$;

-- Whether a receipt is of a case that the signed-in person is a party to.
create or replace function sec.receipt_of_party(p_receipt bigint) returns boolean
language sql stable security definer set search_path = public, sec, pg_temp as $$
  select exists (select from receipt where id = p_receipt and case_id = any(sec.party_cases()))
$$;
grant execute on function sec.receipt_of_party(bigint), sec.receipt_posted(bigint), sec.receipt_is_whole(bigint), sec.shares_hidden(bigint) to tutela_app, tutela_owner;
set local role tutela_owner;

create or replace function check_allocation() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if sec.shares_hidden(new.receipt_id) then
    raise exception 'an award or a share is hidden' using errcode = 'RC003';
  elsif not sec.receipt_is_whole(new.receipt_id) then
    raise exception 'the shares do not sum to the receipt' using errcode = 'RC001';
  end if;
  if (select sum(p.amount) from posting p join account a on a.id = p.account_id
       where p.entry_id = new.entry_id and p.trust_id = new.trust_id and a.code = 'asset:cash') is distinct from new.amount then
    raise exception 'the share is not the amount of its entry' using errcode = 'RC002';
  end if;
  return null;
end $$;
drop trigger if exists allocation_whole on allocation;
create constraint trigger allocation_whole after insert on allocation deferrable initially deferred
  for each row execute function check_allocation();
alter table allocation enable always trigger allocation_whole;
