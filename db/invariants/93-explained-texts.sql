-- Which texts somebody said hold no name, and why: kept in the trail by the text's fingerprint. A file for the public asks
-- whether a single word of a name that stands in it was looked at by a person when it was written.
set local role tutela_owner;

drop policy if exists explained_texts on audit_event;
create policy explained_texts on audit_event for select to tutela_owner
  using (action = 'text.explained' and (select sec.person()) is not null);
create index if not exists audit_event_explained on audit_event ((facts ->> 'text_sha256')) where action = 'text.explained';

create or replace function explained_texts(p_sha256 text[]) returns text[]
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct facts ->> 'text_sha256'), '{}') from audit_event
   where action = 'text.explained' and facts ->> 'text_sha256' = any(p_sha256)
$$;
grant execute on function explained_texts(text[]) to tutela_app;
