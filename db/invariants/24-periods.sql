-- Periods: a trust's books are shut through a day. Closes follow one another without a gap; only the last can be taken back,
-- by two people with a reason, and none once an accounting over it is filed. A late entry bears a day that is open and says
-- which shut day it concerns. Error code: LE016; its message is a whole sentence for the person who asked, and is shown as it
-- stands (app/access/database-refusals.ts).
set local role tutela_ledger;

create or replace function in_words(p_day date) returns text
language sql immutable as $$
  select to_char(p_day, 'FMMon FMDD, YYYY')
$$;

create or replace function last_close(p_trust bigint) returns period_close
language sql stable set search_path = public, pg_temp as $$
  select c from period_close c where c.trust_id = p_trust and not exists (select from period_reopening r where r.close_id = c.id)
   order by c.through_on desc limit 1
$$;

-- The day through which a trust's books are shut: closed by its trustees, or accounted for to the court.
create or replace function shut_through(p_trust bigint) returns date
language sql stable as $$
  select greatest((select max(f.through_on) from accounting_filing f where f.trust_id = p_trust), (last_close(p_trust)).through_on)
$$;

-- Whatever shuts or opens books says so on the trust, where the door reads it with the rest.
create or replace function shut_books() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update trust set books_shut_through = shut_through(new.trust_id) where id = new.trust_id;
  return null;
end $$;
grant execute on function shut_books() to tutela_owner;
set local role tutela_owner;
do $$
declare t text;
begin
  foreach t in array array['accounting_filing', 'period_close', 'period_reopening'] loop
    execute format('create or replace trigger shuts_books after insert on %I for each row execute function shut_books()', t);
    execute format('alter table %I enable always trigger shuts_books', t);
  end loop;
end $$;
set local role tutela_ledger;

-- Finance closes books, and trustees of a term in office; not who stands in for one (DG007).
create or replace function demand_keeper(p_trust bigint) returns bigint
language plpgsql stable set search_path = public, pg_temp as $$
begin
  if p_trust is null or not p_trust = any(sec.money_trusts()) then
    raise exception 'no such trust' using errcode = 'LE004';
  elsif not sec.has_a_role('{finance,trustee}') then
    raise exception 'who reads these books does not close them' using errcode = '42501';
  elsif p_trust = any(sec.lent_trusts()) then
    raise exception 'not handed over' using errcode = 'DG007';
  end if;
  return sec.person();
end $$;

create or replace function close_period(p_trust bigint, p_through date) returns bigint
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  v_person bigint := demand_keeper(p_trust);
  v_trust trust%rowtype;
  v_from date;
  v_failing text;
  v_close bigint;
  v_length bigint;
begin
  perform sec.demand_fresh_factor();
  v_length := link_entries(p_trust, true);
  select * into v_trust from trust where id = p_trust;
  v_from := coalesce((last_close(p_trust)).through_on + 1, v_trust.opened_on);
  if p_through is null or p_through < v_from then
    raise exception 'The next period begins on %. Close through that day or a later one.', in_words(v_from) using errcode = 'LE016';
  elsif p_through >= legal_today(v_trust.home_zone) then
    raise exception '% is not over yet. Close through an earlier day.', in_words(p_through) using errcode = 'LE016';
  end if;
  select string_agg(title, '; ') into v_failing from consistency.failing(p_trust);
  if v_failing is not null then
    raise exception 'A standing check fails: %. Nothing is closed until it holds.', v_failing using errcode = 'LE016';
  end if;
  insert into period_close (trust_id, from_on, through_on, closed_by, chain_length, chain_hash)
    values (p_trust, v_from, p_through, v_person, v_length,
            coalesce((select hash from chain_head where trust_id = p_trust), decode(repeat('00', 32), 'hex')))
    returning id into v_close;
  return v_close;
end $$;

-- Every standing check, and whether it finds nothing in this trust: what a close will ask, for whoever is about to close.
create or replace function close_checks(p_trust bigint) returns table (title text, holds boolean)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  perform demand_keeper(p_trust);
  return query
    select obj_description(c.oid), f.name is null
      from pg_class c left join consistency.failing(p_trust) f on f.name = c.relname
     where c.relnamespace = 'consistency'::regnamespace and c.relkind = 'v' order by c.relname;
end $$;

create or replace function demand_reopenable(p_close bigint) returns period_close
language plpgsql volatile set search_path = public, pg_temp as $$
declare c period_close%rowtype;
begin
  select * into c from period_close where id = p_close;
  perform demand_keeper(c.trust_id);
  perform demand_read_committed();
  perform pg_advisory_xact_lock(7001, c.trust_id::int);
  if exists (select from period_reopening r where r.close_id = c.id) then
    raise exception 'This period is open again already.' using errcode = 'LE016';
  elsif c.id is distinct from (last_close(c.trust_id)).id then
    raise exception 'Only the last close can be taken back.' using errcode = 'LE016';
  elsif exists (select from accounting_filing f where f.trust_id = c.trust_id and f.through_on >= c.from_on) then
    raise exception 'An accounting over this period is filed with the court, so it stays closed. Correct it in the open period.'
      using errcode = 'LE016';
  end if;
  return c;
end $$;

-- The asking that stands for a close: the one that was not withdrawn. demand_reopenable() has the books alone, so that two
-- people at the same moment do not both ask.
create or replace function standing_request(p_close bigint) returns period_reopening_request
language sql stable set search_path = public, pg_temp as $$
  select r from period_reopening_request r
   where r.close_id = p_close and not exists (select from period_reopening_withdrawal w where w.request_id = r.id)
$$;

create or replace function ask_to_reopen(p_close bigint, p_reason text) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare c period_close;
begin
  perform sec.demand_fresh_factor();
  c := demand_reopenable(p_close);
  if (standing_request(c.id)).id is not null then
    raise exception 'This reopening is asked for already.' using errcode = 'LE016';
  end if;
  insert into period_reopening_request (close_id, trust_id, asked_by, reason) values (c.id, c.trust_id, sec.person(), btrim(p_reason));
exception when check_violation or not_null_violation then
  raise exception 'A reopening has a reason of at least ten letters.' using errcode = 'LE016';
end $$;

create or replace function withdraw_reopening(p_close bigint) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  c period_close := demand_reopenable(p_close);
  r period_reopening_request := standing_request(c.id);
begin
  if r.id is null then
    raise exception 'Nobody asks for this reopening now.' using errcode = 'LE016';
  elsif r.asked_by <> sec.person() then
    raise exception 'Another person asked for this reopening, so they alone withdraw it.' using errcode = 'LE016';
  end if;
  insert into period_reopening_withdrawal (request_id, trust_id) values (r.id, c.trust_id);
end $$;

create or replace function agree_to_reopen(p_close bigint) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  c period_close;
  r period_reopening_request;
begin
  perform sec.demand_fresh_factor();
  c := demand_reopenable(p_close);
  r := standing_request(c.id);
  if r.id is null then
    raise exception 'Nobody has asked for this reopening yet.' using errcode = 'LE016';
  elsif r.asked_by = sec.person() then
    raise exception 'You asked for this reopening, so another person agrees to it.' using errcode = 'LE016';
  elsif sec.one_person(r.asked_by, sec.person()) then
    raise exception 'two who count as one' using errcode = 'DG008';
  end if;
  insert into period_reopening (close_id, trust_id, agreed_by) values (c.id, c.trust_id, sec.person());
end $$;
