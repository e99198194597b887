-- Names stand beside acts. Who works here knows the others' names. A guardian ad litem is no colleague: that one reads the
-- names beside the acts they see and no list of the staff, and so does who is signed in and holds no role any more. A court
-- reads all names: it supervises, and beside each entry of a filed book a name stands.
-- Which roles somebody holds, and why one ended, is for who chooses people by their role; everybody knows their own.
set local role tutela_owner;

-- As the reader, under the reader's own row security: whoever a row names that the reader sees. One's own acts name oneself,
-- so the trail and the log of commands are not looked through for it. Many short looks: compiling them takes longer than they do.
do $$
declare v_columns text;
begin
  select string_agg(format('select %I from %I', a.attname, c.relname), ' union ' order by c.relname, a.attnum) into v_columns
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
   where k.contype = 'f' and k.confrelid = 'person'::regclass and c.relnamespace = 'public'::regnamespace
     and c.relname not in ('role_grant', 'audit_event', 'command_log');
  execute format($f$
    create or replace function names_beside_acts() returns bigint[]
    language plpgsql stable set search_path = public, pg_temp set jit = off as $b$
    begin
      return array(%s);
    end $b$ $f$, v_columns);
end $$;
grant execute on function names_beside_acts() to tutela_app;

drop policy if exists staff_names on person;
create policy staff_names on person for select to tutela_app using (
  (select sec.has_a_role('{trustee,caseworker,supervisor,finance,court,auditor,administrator,operator}'))
  or id = (select sec.person()) or id = any((select names_beside_acts())::bigint[]));
drop policy if exists staff_roles on role_grant;
create policy staff_roles on role_grant for select to tutela_app using (
  person_id = (select sec.person()) or (select sec.has_a_role('{trustee,supervisor,auditor,administrator,operator}')));
