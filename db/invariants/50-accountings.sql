-- Filing. DG008: who hands over powers and who stands in are one person, here too. Error codes: AC001 prepared by the same person · AC002 not a trustee in office · AC003 filed already or overlapping · AC004 no such accounting.

-- Keeps the trust's books still until the end of the transaction: postings wait, so that figures checked now are the figures filed.
create or replace function still_books(p_trust bigint) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform demand_read_committed();
  perform pg_advisory_xact_lock(7001, p_trust::int);
end $$;

create or replace function file_accounting(p_reference text) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare a accounting%rowtype;
begin
  perform sec.demand_fresh_factor();
  select * into a from accounting where reference = p_reference;
  if not found then raise exception 'no such accounting' using errcode = 'AC004'; end if;
  perform still_books(a.trust_id);
  if a.prepared_by = sec.person() then raise exception 'the preparer does not verify' using errcode = 'AC001'; end if;
  if sec.one_person(a.prepared_by, sec.person()) then raise exception 'two who count as one' using errcode = 'DG008'; end if;
  if not sec.in_office(sec.person(), a.trust_id) then
    raise exception 'not a trustee in office' using errcode = 'AC002';
  end if;
  if exists (select 1 from accounting_filing f where f.trust_id = a.trust_id and f.through_on >= a.from_on) then
    raise exception 'part of this period is accounted for already' using errcode = 'AC003';
  end if;
  insert into accounting_filing (accounting_id, trust_id, from_on, through_on, verified_by)
    values (a.id, a.trust_id, a.from_on, a.through_on, sec.person());
end $$;
