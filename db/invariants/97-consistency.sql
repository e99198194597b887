-- The standing checks (db/consistency) as the close of a period asks them: whatever one finds in a trust stops its close.
-- They see everything, whoever asks, and answer with their titles alone.
set local role tutela_operator;

create or replace function consistency.failing(p_trust bigint) returns table (name text, title text)
language plpgsql stable security definer set search_path = consistency, public, pg_temp as $$
declare v_found boolean;
begin
  for name, title in
    select c.relname, obj_description(c.oid) from pg_class c where c.relnamespace = 'consistency'::regnamespace and c.relkind = 'v' order by 1
  loop
    execute format('select exists (select from consistency.%I where trust_id = $1)', name) into v_found using p_trust;
    if v_found then
      return next;
    end if;
  end loop;
end $$;
grant usage on schema consistency to tutela_ledger;
grant execute on function consistency.failing(bigint) to tutela_ledger;
