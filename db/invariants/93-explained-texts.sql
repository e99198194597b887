-- Which texts somebody said hold no name, and why: kept in the trail by the text's fingerprint. A file for the public asks
-- whether a single word of a name that stands in it was looked at by a person when it was written; and where more than a word
-- is alarmed at, whether two different people said so, who hands over and who stands in being one, since a posted text can never be put in other words.
set local role tutela_owner;

drop policy if exists explained_texts on audit_event;
create policy explained_texts on audit_event for select to tutela_owner
  using (action = 'text.explained' and (select sec.person()) is not null);
create index if not exists audit_event_explained on audit_event ((facts ->> 'text_sha256')) where action = 'text.explained';

drop function if exists explained_texts(text[]);
create or replace function explained_texts(p_sha256 text[], p_people int) returns text[]
language sql stable security definer set search_path = public, pg_temp as $$
  with said as (
    select distinct facts ->> 'text_sha256' as digest, person_id from audit_event
     where action = 'text.explained' and facts ->> 'text_sha256' = any(p_sha256))
  select coalesce(array_agg(x.digest), '{}') from (
    select s.digest from said s
     where not exists (select from said o where o.digest = s.digest and o.person_id < s.person_id and sec.one_person(o.person_id, s.person_id))
     group by 1 having count(*) >= p_people) x
$$;
grant execute on function explained_texts(text[], int) to tutela_app;
