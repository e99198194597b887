-- A receipt is shared out whole, in one transaction, or not at all; and each share is the amount of the entry it posted.
-- Error codes: RC001 shares do not sum to the receipt · RC002 a share and its entry differ.
create or replace function check_allocation() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if (select sum(amount) from allocation where receipt_id = new.receipt_id) <> (select amount from receipt where id = new.receipt_id) then
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
