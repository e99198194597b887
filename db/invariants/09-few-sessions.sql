-- A person is signed in on a few devices at once (policy SE-6): the session that has just become whole stays, and of the
-- others those that lay unused longest end. A session that still waits for its second step counts for nothing, or whoever
-- has a person's password alone could end their sessions. The cast is shared by all who look at the demo world, and not
-- counted; nobody real is of it.
set local role tutela_sec;

create or replace function sec.keep_few_sessions() returns trigger
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
begin
  if exists (select from public.person where id = new.person_id and origin = 'cast') then
    return null;
  end if;
  update sec.session set revoked_at = clock_timestamp() where id in (
    select s.id from sec.session s
     where s.person_id = new.person_id and s.id <> new.id and s.awaits is null and s.revoked_at is null
       and s.expires_at > clock_timestamp() and s.last_seen_at > clock_timestamp() - s.idle_for
     order by s.last_seen_at desc, s.created_at desc
    offset greatest(0, sec.policy_text('SE-6', 'most')::int - 1)
       for update skip locked);
  return null;
end $$;

create or replace trigger few_sessions after insert or update of awaits on sec.session for each row
  when (new.awaits is null and new.revoked_at is null and new.factor <> 'command') execute function sec.keep_few_sessions();
alter table sec.session enable always trigger few_sessions;
set local role tutela_owner;
