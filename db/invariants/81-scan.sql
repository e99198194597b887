-- What the vault knows an identity by in a text that people typed: keyed tokens of the words of its names and places, of
-- initials with the year of birth, and of numbers. They say whether a text holds one, never which.

set local role tutela_owner;

create table if not exists vault.scan_token (
  subject_id uuid not null,
  field text not null,
  kind text not null check (kind in ('word', 'initials', 'number')),
  -- Of a word, where in the value it stands: "de la Peña" is one word with two tokens.
  place integer not null,
  kek_version integer not null references vault.kek,
  token bytea not null check (octet_length(token) = 8),
  primary key (subject_id, field, kind, place, kek_version, token),
  -- Whatever takes a value out of the vault takes its tokens too.
  foreign key (subject_id, field) references vault.field on delete cascade
);
create index if not exists scan_token_by_token on vault.scan_token (token);

do $$
begin
  alter table vault.scan_token enable row level security, force row level security;
  drop policy if exists with_a_session on vault.scan_token;
  create policy with_a_session on vault.scan_token to tutela_vault
    using ((select sec.person()) is not null) with check ((select sec.person()) is not null);
  drop policy if exists own_functions on vault.scan_token;
  create policy own_functions on vault.scan_token to tutela_owner using (true) with check (true);
  revoke all on vault.scan_token from public;
  grant select, insert, delete on vault.scan_token to tutela_vault;
end $$;

alter table vault.read_log drop constraint if exists read_log_act_check;
alter table vault.read_log add constraint read_log_act_check
  check (act in ('keep', 'reveal', 'find', 'rotate', 'erase', 'scan'));

-- Of a scan, how many different words it held up: a dictionary fits into one question.
alter table vault.read_log add column if not exists words integer not null default 0 check (words >= 0);

-- That a person's texts may have told of somebody: how many, and neither which nor of whom. The vault writes it beside its
-- answer, so that it stands whatever becomes of the form.
create or replace function note_telling_texts(p_found int) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  select record_audit_event('text.telling-found', 'text', 'texts', null, null, jsonb_build_object('found', p_found::text))
$$;
revoke all on function note_telling_texts(int) from public;
grant execute on function note_telling_texts(int) to tutela_vault;

-- Words that stand in the open anyway, because staff and providers are called so: alone they tell nothing of a child.
create or replace function known_words() returns text[]
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct said.name), '{}') from (select name from person union all select code from provider) said
$$;
grant execute on function known_words() to tutela_vault;

