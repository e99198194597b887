-- The ledger's write door. Nothing else writes entries, postings, lots or balances: the app's role holds no INSERT on them.
-- These functions run as tutela_ledger, which only they are; the door asks the signed context once who is posting, and no
-- row policy asks again. Error codes, all of them "nothing was posted":
--   LE001 does not balance · LE002 fewer than two postings, or lists of different length · LE003 an amount that cannot be
--   posted · LE004 something that is not of this trust · LE005 a closed or filed day · LE006 too far ahead · LE007 before the
--   trust began · LE008 below zero or under a hold · LE009 units or carrying value below zero, now or on a day since · LE010
--   written once · LE011 the source posted something else already · LE012 no such hold · LE013 a currency that is unknown or
--   does not balance · LE014 not a reversal of that entry · LE015 not late, so it concerns no closed day · LE016 this close is
--   not possible
set local role tutela_ledger;

-- Plans are made once and find rows by their index, whether a call brings one entry or ten thousand.
-- Functions that only the doors call have no search_path of their own: they run under the door's.
-- Locks, in this order everywhere: the trust's books (shared), sub-accounts by id, lots by id. Closing a period or filing an
-- accounting takes the books alone, so that no entry slips in meanwhile. An advisory lock stands in line, and many may share
-- it without writing a row: one row that all postings of a trust must touch would cost four fifths of their speed.
create or replace function share_books(p_trust bigint) returns void
language plpgsql volatile as $$
begin
  perform demand_read_committed();
  perform pg_advisory_xact_lock_shared(7001, p_trust::int);
end $$;

-- The canonical text of an entry: db/README.md describes it for whoever recomputes the chain. Account codes, parts and
-- currencies hold no space and no line break (checks on their tables), so a posting is a line of words.
create or replace function posting_text(
  p_line int, p_account text, p_subaccount bigint, p_part text, p_amount numeric, p_currency text, p_lot bigint, p_units numeric
) returns text language sql stable parallel safe as $$
  select concat_ws(' ', p_line, p_account, p_subaccount, p_part, p_amount::numeric(20, 4), p_currency,
                   coalesce(p_lot::text, '-'), coalesce(p_units::numeric(20, 4)::text, '-'))
$$;
create or replace function entry_digest(
  p_trust_code text, p_kind text, p_occurred_on date, p_concerns_on date, p_description text, p_party text, p_category text,
  p_reference text, p_source_type text, p_source_ref text, p_source_digest text, p_reverses bigint, p_postings text
) returns bytea language sql stable parallel safe as $$
  select sha256(convert_to(concat(
    E'tutela entry 1\n',
    array_to_json(array[p_trust_code, p_kind, to_char(p_occurred_on::timestamp, 'YYYY-MM-DD'), to_char(p_concerns_on::timestamp, 'YYYY-MM-DD'),
                        p_description, p_party, p_category, p_reference, p_source_type, p_source_ref, p_source_digest, p_reverses::text]),
    E'\n', p_postings), 'UTF8'))
$$;

-- Posts one entry of any number of postings. A currency left NULL is the trust's own. Returns the entry's number; a source
-- that posted the same before answers the number it had then, also when its day has been shut since.
create or replace function post_journal_entry(
  p_trust bigint, p_kind text, p_occurred_on date, p_concerns_on date, p_description text, p_party text, p_category text, p_reference text,
  p_source_type text, p_source_ref text, p_source_digest text, p_reverses bigint,
  p_accounts text[], p_subaccounts bigint[], p_parts text[], p_amounts numeric[], p_currencies text[], p_lots bigint[], p_units numeric[]
) returns bigint
language plpgsql volatile security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  v_person bigint := sec.bookkeeper(array[p_trust]);
  n int := cardinality(p_accounts);
  t record;
  v_fault text;
  v_account bigint;
  v_accounts bigint[];
  v_cash numeric := 0;
  v_postings text;
  v_digest bytea;
  v_entry bigint;
begin
  -- A missing list is no list: NULL would make every comparison unknown, and unknown is not a refusal.
  if (n >= 2 and cardinality(p_subaccounts) = n and cardinality(p_parts) = n and cardinality(p_amounts) = n and cardinality(p_currencies) = n
      and cardinality(p_lots) = n and cardinality(p_units) = n) is not true then
    raise exception 'an entry has at least two postings, its lists as long as each other' using errcode = 'LE002';
  end if;
  perform share_books(p_trust);
  select x.code, x.opened_on, x.books_shut_through, x.home_zone, x.base_currency,
         p_subaccounts <@ array(select s.id from subaccount s where s.trust_id = x.id and s.id = any(p_subaccounts)) as known
    into t from trust x where x.id = p_trust;
  p_currencies := array_replace(p_currencies, null, t.base_currency);
  for i in 1..n loop
    select a.id into v_account from account a where a.trust_id = p_trust and a.code = p_accounts[i];
    v_accounts := v_accounts || v_account;
    v_fault := coalesce(v_fault, side_fault(p_accounts[i], p_amounts[i], p_currencies[i], t.base_currency, p_lots[i], p_units[i]));
    v_cash := case when p_accounts[i] = 'asset:cash' then v_cash + p_amounts[i] else v_cash end;
    v_postings := concat_ws(E'\n', v_postings,
      posting_text(i, p_accounts[i], p_subaccounts[i], p_parts[i], p_amounts[i], p_currencies[i], p_lots[i], p_units[i]));
  end loop;
  if v_fault is not null or t.known is not true then
    perform refuse_posting(coalesce(v_fault, 'LE004'));
  end if;
  v_digest := entry_digest(t.code, p_kind, p_occurred_on, p_concerns_on, p_description, p_party, p_category, p_reference, p_source_type,
                           p_source_ref, p_source_digest, p_reverses, v_postings);

  insert into journal_entry (trust_id, kind, occurred_on, concerns_on, recorded_by, description, party, category, reference, source_type,
                             source_ref, source_digest, reverses_id, content_sha256)
    values (p_trust, p_kind, p_occurred_on, p_concerns_on, v_person, p_description, p_party, p_category, p_reference, p_source_type,
            p_source_ref, p_source_digest, p_reverses, v_digest)
    on conflict on constraint source_posts_once do nothing returning id into v_entry;
  if v_entry is null then
    return (posted_before(array[p_trust], array[p_source_type], array[p_source_ref], array[v_digest]))[1];
  end if;
  -- Most entries bear a past day of an open period; only of the others it is asked what is wrong with theirs.
  if (p_occurred_on between t.opened_on and current_date - 2 and p_concerns_on is null and t.books_shut_through is null) is not true then
    perform check_entry_day(t.opened_on, t.books_shut_through, t.home_zone, p_occurred_on, p_occurred_on, p_concerns_on);
  end if;
  if array_position(v_accounts, null) is not null then
    v_accounts := account_numbers(array[p_trust], array_fill(1, array[n]), p_accounts);
  end if;
  insert into posting (entry_id, line, trust_id, account_id, subaccount_id, occurred_on, part, amount, currency, lot_id, units)
    select v_entry, i, p_trust, v_accounts[i], p_subaccounts[i], p_occurred_on, p_parts[i], p_amounts[i], p_currencies[i], p_lots[i], p_units[i]
      from generate_series(1, n) i;
  if p_subaccounts <> array_fill(p_subaccounts[1], array[n]) then
    perform move_all_cash(array_fill(p_occurred_on, array[n]), p_accounts, p_subaccounts, p_amounts);
  elsif v_cash <> 0 then
    update subaccount set posted = posted + v_cash where id = p_subaccounts[1] and posted + v_cash >= held;
    if not found then
      perform refuse_posting('LE008');
    elsif v_cash < 0 then
      perform check_days_since(p_subaccounts[1], p_occurred_on);
    end if;
  end if;
  if p_reverses is not null or array_remove(p_lots, null) <> '{}' or array_remove(p_currencies, t.base_currency) <> '{}' then
    perform check_uncommon(array[v_entry]);
  end if;
  return v_entry;
end $$;

-- Posts many entries, all or none, in one round trip: as above, over lists of one value an entry. p_sizes says how many of
-- the postings that follow, in order, belong to each. p_reverses names an entry, or by -3 the third of this very call.
create or replace function post_journal_entries(
  p_trusts bigint[], p_kinds text[], p_days date[], p_concerns date[], p_descriptions text[], p_parties text[], p_categories text[],
  p_references text[], p_source_types text[], p_source_refs text[], p_source_digests text[], p_reverses bigint[], p_sizes int[],
  p_accounts text[], p_subaccounts bigint[], p_parts text[], p_amounts numeric[], p_currencies text[], p_lots bigint[], p_units numeric[]
) returns bigint[]
language plpgsql volatile security definer
  set search_path = public, pg_temp set plan_cache_mode = force_generic_plan set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  v_person bigint := sec.bookkeeper(p_trusts);
  n int := cardinality(p_trusts);
  m int := cardinality(p_accounts);
  v_of int[];       -- of each posting: which entry of this call
  v_line int[];     -- and its line there
  v_account bigint[];
  v_currency text[];
  v_fault text;
  v_foreign boolean;
  v_new bigint[];   -- of each entry: the number it would get
  v_ids bigint[];   -- and the number it has
  v_reverses bigint[];
  v_texts text[];
  v_digests bytea[];
  v_posted int;
begin
  -- A missing list is no list: NULL would make every comparison unknown, and unknown is not a refusal.
  if n is null or n = 0 or m is null
     or array[cardinality(p_kinds), cardinality(p_days), cardinality(p_concerns), cardinality(p_descriptions), cardinality(p_parties),
              cardinality(p_categories), cardinality(p_references), cardinality(p_source_types), cardinality(p_source_refs),
              cardinality(p_source_digests), cardinality(p_reverses), cardinality(p_sizes)] is distinct from array_fill(n, array[12])
     or array[cardinality(p_subaccounts), cardinality(p_parts), cardinality(p_amounts), cardinality(p_currencies), cardinality(p_lots),
              cardinality(p_units)] is distinct from array_fill(m, array[6]) then
    raise exception 'the lists of an entry are as long as each other' using errcode = 'LE002';
  end if;
  select array_agg(e), array_agg(line) into v_of, v_line
    from unnest(p_sizes) with ordinality s(size, e), generate_series(1, size) line;
  if cardinality(v_of) is distinct from m or 2 > any(p_sizes) then
    raise exception 'an entry has at least two postings' using errcode = 'LE002';
  end if;
  perform share_books(t) from (select distinct t from unnest(p_trusts) t order by t) x;
  select array_agg(side.currency order by side.n),
         min(coalesce(side_fault(account, amount, currency, base_currency, lot, units), case when not known then 'LE004' end)),
         bool_or(currency <> base_currency)
    into v_currency, v_fault, v_foreign
    from (select l.*, coalesce(l.given, t.base_currency) as currency, t.base_currency, s.id is not null as known
            from unnest(v_of, p_accounts, p_subaccounts, p_amounts, p_currencies, p_lots, p_units) with ordinality
                   as l(e, account, sub, amount, given, lot, units, n)
            join trust t on t.id = p_trusts[l.e]
            left join subaccount s on s.id = l.sub and s.trust_id = t.id) side;
  if v_fault is not null then
    perform refuse_posting(v_fault);
  end if;
  v_account := account_numbers(p_trusts, v_of, p_accounts);

  v_new := array(select nextval('journal_entry_id_seq') from generate_series(1, n));
  if 0 > any(p_reverses) then
    -- A call that comes again names the entry that stands, not the number it would get now.
    v_ids := array(select k.id from unnest(p_trusts, p_source_types, p_source_refs) with ordinality s(trust, type, ref, e)
                     left join journal_entry k on k.trust_id = s.trust and k.source_type = s.type and k.source_ref = s.ref order by s.e);
  end if;
  v_reverses := array(select case when r < 0 then coalesce(v_ids[-r], v_new[-r]) else r end from unnest(p_reverses) with ordinality x(r, e) order by e);
  -- Each entry's postings as text, then each entry's digest: lists side by side, because a join of lists reads one for each
  -- row of the other.
  v_texts := array(
    select string_agg(posting_text(line, account, sub, part, amount, currency, lot, units), E'\n' order by line)
      from unnest(v_of, v_line, p_accounts, p_subaccounts, p_parts, p_amounts, v_currency, p_lots, p_units)
             as p(e, line, account, sub, part, amount, currency, lot, units) group by e order by e);
  v_digests := array(
    select entry_digest((select t.code from trust t where t.id = h.trust), kind, day, concerns, description, party, category, reference,
                        source_type, source_ref, source_digest, reverses, postings)
      from unnest(p_trusts, p_kinds, p_days, p_concerns, p_descriptions, p_parties, p_categories, p_references, p_source_types,
                  p_source_refs, p_source_digests, v_reverses, v_texts) with ordinality
             as h(trust, kind, day, concerns, description, party, category, reference, source_type, source_ref, source_digest, reverses, postings, e)
     order by e);

  insert into journal_entry (id, trust_id, kind, occurred_on, concerns_on, recorded_by, description, party, category, reference,
                             source_type, source_ref, source_digest, reverses_id, content_sha256) overriding system value
    select * from unnest(v_new, p_trusts, p_kinds, p_days, p_concerns, array_fill(v_person, array[n]), p_descriptions, p_parties,
                         p_categories, p_references, p_source_types, p_source_refs, p_source_digests, v_reverses, v_digests)
    on conflict on constraint source_posts_once do nothing;
  get diagnostics v_posted = row_count;
  if v_posted = n then
    v_ids := v_new;
  else
    v_ids := posted_before(p_trusts, p_source_types, p_source_refs, v_digests);
    -- What was posted before is not posted again: from here on only the rest counts.
    select array_agg(of_new), array_agg(line), array_agg(account), array_agg(code), array_agg(sub), array_agg(part), array_agg(amount),
           array_agg(currency), array_agg(lot), array_agg(units)
      into v_of, v_line, v_account, p_accounts, p_subaccounts, p_parts, p_amounts, v_currency, p_lots, p_units
      from unnest(v_of, v_line, v_account, p_accounts, p_subaccounts, p_parts, p_amounts, v_currency, p_lots, p_units)
             as p(of_new, line, account, code, sub, part, amount, currency, lot, units) where v_new[of_new] = v_ids[of_new];
  end if;
  if v_posted > 0 then
    perform check_entry_days(v_new, v_ids, p_trusts, p_days, p_concerns);
    insert into posting (entry_id, line, trust_id, account_id, subaccount_id, occurred_on, part, amount, currency, lot_id, units)
      select v_new[e], line, p_trusts[e], account, sub, p_days[e], part, amount, currency, lot, units
        from unnest(v_of, v_line, v_account, p_subaccounts, p_parts, p_amounts, v_currency, p_lots, p_units)
               as p(e, line, account, sub, part, amount, currency, lot, units);
    perform move_all_cash(array(select p_days[e] from unnest(v_of) e), p_accounts, p_subaccounts, p_amounts);
    if v_foreign or array_remove(p_lots, null) <> '{}' or array_remove(v_reverses, null) <> '{}' then
      perform check_uncommon(v_new);
    end if;
  end if;
  return v_ids;
end $$;

-- Whether a trust's entries may bear days from the first to the last, and concern a day up to p_concerned. Asked of no trust,
-- the answer is that there is none.
create or replace function check_entry_day(p_opened date, p_shut date, p_zone text, p_first date, p_last date, p_concerned date) returns void
language plpgsql stable as $$
begin
  if p_opened is null then
    raise exception 'no such trust' using errcode = 'LE004';
  elsif p_first is null or p_first < p_opened then
    raise exception '% is before the trust began on %', p_first, p_opened using errcode = 'LE007';
  elsif p_first <= p_shut then
    raise exception '% lies in a period closed through %', p_first, p_shut using errcode = 'LE005';
  elsif p_concerned > coalesce(p_shut, date '-infinity') then
    raise exception '% is open: an entry of that day bears that day', p_concerned using errcode = 'LE015';
  elsif p_last > (clock_timestamp() at time zone p_zone)::date
        and p_last > legal_today(p_zone) + coalesce(policy_value('PD-1', 'days_ahead', legal_today())::int, 0) then
    raise exception '% is too far ahead', p_last using errcode = 'LE006';
  end if;
end $$;

-- The same of the entries of a call that are new.
create or replace function check_entry_days(p_new bigint[], p_ids bigint[], p_trusts bigint[], p_days date[], p_concerns date[]) returns void
language plpgsql stable as $$
begin
  perform check_entry_day(t.opened_on, t.books_shut_through, t.home_zone, d.first, d.last, d.concerned)
    from (select trust, min(coalesce(day, '-infinity')) as first, max(day) as last, max(concerns) as concerned
            from unnest(p_new, p_ids, p_trusts, p_days, p_concerns) x(new, id, trust, day, concerns) where new = id group by trust) d
    join trust t on t.id = d.trust;
end $$;

-- The numbers of the accounts that postings name, in their order. An account begins with its first posting.
create or replace function account_numbers(p_trusts bigint[], p_of int[], p_accounts text[]) returns bigint[]
language plpgsql volatile as $$
declare v_numbers bigint[];
begin
  for tries in 1..2 loop
    select array_agg(a.id order by l.n) into v_numbers
      from unnest(p_of, p_accounts) with ordinality l(e, code, n)
      left join account a on a.trust_id = p_trusts[l.e] and a.code = l.code;
    exit when array_position(v_numbers, null) is null;
    begin
      insert into account (trust_id, kind, code)
        select distinct p_trusts[e], split_part(code, ':', 1), code from unnest(p_of, p_accounts) l(e, code) order by 1, 3
        on conflict (trust_id, code) do nothing;
    exception when check_violation or not_null_violation then
      raise exception 'an account is written kind:detail, of a kind the ledger knows' using errcode = 'LE004';
    end;
  end loop;
  return v_numbers;
end $$;

-- The entries that sources posted before; refused where one posted something else.
create or replace function posted_before(p_trusts bigint[], p_types text[], p_refs text[], p_digests bytea[]) returns bigint[]
language plpgsql volatile as $$
declare
  v_ids bigint[];
  v_other text;
begin
  select array_agg(k.id order by s.e), min(s.type || ' ' || s.ref) filter (where k.content_sha256 is distinct from s.digest)
    into v_ids, v_other
    from unnest(p_trusts, p_types, p_refs, p_digests) with ordinality s(trust, type, ref, digest, e)
    left join journal_entry k on k.trust_id = s.trust and k.source_type = s.type and k.source_ref = s.ref;
  if v_other is not null then
    raise exception 'source % posted something else already', v_other using errcode = 'LE011';
  end if;
  return v_ids;
end $$;
