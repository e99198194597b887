set local role tutela_ledger;

-- A close that was waited for is seen only in read committed: any other isolation goes on reading the books as they were
-- before the lock, and would post into the closed days.
create or replace function demand_read_committed() returns void
language plpgsql stable as $$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'books are written in read committed, which sees what was committed before the lock' using errcode = '25001';
  end if;
end $$;
