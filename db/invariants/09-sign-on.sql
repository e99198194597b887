-- People whose organisation signs them on. The organisation says who somebody is; that they are enrolled here is decided
-- here, and nobody is made a person by signing on. The first time they are found by the email their organisation has
-- verified, and from then on by its own name for them, which no change of an email moves to another.

set local role tutela_sec;

create table if not exists sec.sign_on (
  issuer text not null,
  subject text not null,
  person_id bigint not null,
  since timestamptz not null default clock_timestamp(),
  primary key (issuer, subject),
  unique (issuer, person_id)
);

-- The person, or null. The email is null where the organisation has not verified it.
create or replace function sec.sign_on_person(p_issuer text, p_subject text, p_email text) returns bigint
language plpgsql security definer set search_path = pg_catalog, sec, pg_temp as $$
declare
  v_person bigint := (select person_id from sec.sign_on where issuer = p_issuer and subject = p_subject);
begin
  if v_person is not null then
    return v_person;
  end if;
  insert into sec.sign_on (issuer, subject, person_id)
    select p_issuer, p_subject, p.id from public.person p where p.email = lower(btrim(p_email)) and p.origin <> 'system'
  on conflict do nothing
  returning person_id into v_person;
  return v_person;
end $$;

grant execute on function sec.sign_on_person(text, text, text) to tutela_app;
set local role tutela_owner;
