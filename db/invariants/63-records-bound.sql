-- Beside the ledger, whose entries have chains of their own, and the trail: what every other record says is bound as well. In
-- the transaction that writes a row its digest is kept (record_digest); within two seconds the sequencer of the trail
-- (62-audit-chain.sql) writes one event, records.bound, that bears the digest of all that waited, and the trail's chain,
-- checkpoints and copies hold it from then on. Who owns the database can change a row, and cannot make that event anew.
--
-- Left out are the ledger's tables and the trail's own, what is worked out from others, forms' keys, and the children, of whom
-- nothing may stand here that a birth date could be found from. db/README.md tells a stranger how to recompute a digest.
set local role tutela_owner;

-- A JSON array without spaces of "v1", the table, and names and values by turns of all that is not null, in the order of the
-- names' bytes; moments in UTC.
create or replace function record_text(p_table text, p_row jsonb, p_columns text[] default null) returns text
language sql immutable as $$
  select array_to_json(array['v1', p_table] || coalesce((select array_agg(w order by f.key collate "C", n)
    from jsonb_each_text(p_row) f, unnest(array[f.key, f.value]) with ordinality x(w, n)
   where f.value is not null and (p_columns is null or f.key = any(p_columns))), '{}'))::text
$$;

-- How a row is named: its table and its key.
create or replace function record_name(p_table text, p_row jsonb, p_key text) returns text
language sql immutable as $$ select p_table || ' ' || (p_row ->> p_key) $$;

-- Arguments: the key's column; then the columns to bind, where not all of them.
create or replace function keep_digest() returns trigger
language plpgsql security definer set search_path = public, pg_temp set timezone = 'UTC' set bytea_output = 'hex' as $$
declare
  v_row jsonb := to_jsonb(new);
  v_columns text[] := case when tg_nargs > 1 then tg_argv[1:] end;
begin
  insert into record_digest (record, digest)
    values (record_name(tg_table_name, v_row, tg_argv[0]), sha256(convert_to(record_text(tg_table_name, v_row, v_columns), 'UTF8')));
  return null;
end $$;

create or replace function refuse_digest_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' or old.event_id is not null or new.event_id is null
     or (new.id, new.record, new.digest) is distinct from (old.id, old.record, old.digest) then
    raise exception 'a digest is bound, once' using errcode = 'LE010';
  end if;
  return new;
end $$;

drop policy if exists owner_binds on record_digest;
create policy owner_binds on record_digest to tutela_owner using (true) with check (true);
drop policy if exists bound on audit_event;
create policy bound on audit_event for insert to tutela_owner with check (action = 'records.bound');
create or replace trigger bound_once before update or delete on record_digest for each row execute function refuse_digest_change();
alter table record_digest enable always trigger bound_once;
create or replace trigger never_emptied before truncate on record_digest for each statement execute function refuse_change();
alter table record_digest enable always trigger never_emptied;

-- Some thousands at a time, by the person "Operator", in one event. Called by the sequencer alone, one at a time.
create or replace function bind_records() returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v_operator bigint := (select id from person where origin = 'system' order by id limit 1);
  v_ids bigint[];
  v_event bigint;
begin
  select array_agg(x.id) into v_ids from (select id from record_digest where event_id is null order by id limit 5000) x;
  if v_ids is null or v_operator is null then
    return;
  end if;
  insert into audit_event (person_id, action, record_type, record_ref, facts, request_id)
    select v_operator, 'records.bound', 'digests', 'of what was written', jsonb_build_object('records', count(*)::text,
             'sha256', encode(sha256(convert_to(string_agg(d.record || ' ' || encode(d.digest, 'hex') || E'\n', '' order by d.id), 'UTF8')), 'hex')), 'records-bound'
      from record_digest d where d.id = any(v_ids);
  -- Not by RETURNING: nobody need be signed in who may read the event.
  v_event := currval(pg_get_serial_sequence('audit_event', 'id'));
  insert into audit_waiting (event_id) values (v_event);
  update record_digest set event_id = v_event where id = any(v_ids);
end $$;
grant execute on function bind_records() to tutela_ledger;

-- The tables whose rows are bound, each with its key.
create or replace function bound_tables() returns table (name text, key text)
language plpgsql stable set search_path = public, pg_temp as $$
begin
  for name, key in
    select c.relname, (select a.attname from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
                        where i.indrelid = c.oid and i.indisprimary and i.indnatts = 1)
      from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
       and c.relname <> all (array['journal_entry', 'posting', 'account', 'account_month', 'subaccount', 'lot', 'hold', 'chain_head', 'chain_link',
                                   'audit_event', 'audit_link', 'audit_waiting', 'audit_checkpoint', 'record_digest', 'command_log',
                                   'verification_run', 'installation', 'beneficiary', 'currency'])
     order by 1
  loop
    if key is null then
      raise exception 'the table % has no key of one column by which its rows are bound', name;
    end if;
    return next;
  end loop;
end $$;

do $$
declare t record;
begin
  for t in select * from bound_tables() loop
    if not exists (select from pg_trigger where tgrelid = t.name::regclass and tgname = 'digest_kept') then
      execute format('create trigger digest_kept after insert or update on %I for each row execute function keep_digest(%L)', t.name, t.key);
      execute format('alter table %I enable always trigger digest_kept', t.name);
    end if;
  end loop;
end $$;
grant execute on function keep_digest() to tutela_sec;
grant execute on function bound_tables(), record_text(text, jsonb, text[]), record_name(text, jsonb, text) to tutela_operator;

-- Whose passkey it is and its key, by which signatures are checked: not how often it was used.
set local role tutela_sec;
create or replace function sec.passkeys_as_rows() returns setof jsonb
language sql stable security definer set search_path = pg_catalog, sec, pg_temp set bytea_output = 'hex' as $$
  select to_jsonb(k) - '{name,counter,transports,public_key}'::text[] from sec.passkey k
$$;
grant execute on function sec.passkeys_as_rows() to tutela_operator;
create or replace trigger digest_kept after insert on sec.passkey for each row
  execute function keep_digest('credential_id', 'credential_id', 'person_id', 'spki');
alter table sec.passkey enable always trigger digest_kept;

-- Every bound record as it stands now, and every record that says something else than its newest digest, or has none, or is gone.
set local role tutela_operator;
create or replace function consistency.records_now() returns table (record text, digest bytea)
language plpgsql stable security definer set search_path = public, pg_temp set timezone = 'UTC' set bytea_output = 'hex' as $$
declare t record;
begin
  for t in select * from bound_tables() loop
    return query execute format('select record_name(%1$L, to_jsonb(x), %2$L), sha256(convert_to(record_text(%1$L, to_jsonb(x)), ''UTF8'')) from %1$I x', t.name, t.key);
  end loop;
  return query select record_name('passkey', x, 'credential_id'),
      sha256(convert_to(record_text('passkey', x, '{credential_id,person_id,spki}'), 'UTF8')) from sec.passkeys_as_rows() x;
end $$;
create or replace function consistency.records_changed() returns table (record text, event_id bigint, digest bytea, now bytea)
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(d.record, n.record), d.event_id, d.digest, n.digest
    from (select distinct on (x.record) x.record, x.event_id, x.digest from record_digest x order by x.record, x.id desc) d
    full join consistency.records_now() n on n.record = d.record
   where d.digest is distinct from n.digest
$$;
