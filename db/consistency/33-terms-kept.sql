-- Each trustee's term says of its acceptance and its end what its steps say, so that nobody is in office who did not accept
select t.trust_id, t.id, t.accepted_on, t.ends_on, t.ended_at, s.accepted, s.ended, s.at_once
  from trustee_term t
  left join lateral (
    select max(x.on_day) filter (where x.step = 'accepted') as accepted, max(x.on_day) filter (where x.step = 'declined') as declined,
           min(x.on_day) filter (where x.step in ('ended', 'ended_at_once')) as ended, max(x.at) filter (where x.step = 'ended_at_once') as at_once
      from trustee_term_step x where x.term_id = t.id) s on true
 where (t.accepted_on, t.declined_on, t.ended_at) is distinct from (s.accepted, s.declined, s.at_once) or coalesce(t.ends_on, 'infinity') > s.ended
