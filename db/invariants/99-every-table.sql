-- What is true of every table, also of one that was added yesterday: row security binds everybody, the owner too;
-- nothing is granted to PUBLIC; and the operator's commands may read it, to verify and export.
do $$
declare
  t record;
begin
  for t in
    select c.oid, c.oid::regclass as name, c.relrowsecurity, c.relforcerowsecurity
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
  loop
    if not (t.relrowsecurity and t.relforcerowsecurity) then
      execute format('alter table %s enable row level security, force row level security', t.name);
    end if;
    if not exists (select from pg_policy p where p.polrelid = t.oid and p.polname = 'operator_reads') then
      execute format('create policy operator_reads on %s for select to tutela_operator using (true)', t.name);
    end if;
    execute format('grant select on %s to tutela_operator', t.name);
    execute format('revoke all on %s from public', t.name);
  end loop;
end
$$;

do $$
declare
  v record;
begin
  for v in select c.oid::regclass as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'v'
  loop
    execute format('grant select on %s to tutela_operator', v.name);
  end loop;
end
$$;
