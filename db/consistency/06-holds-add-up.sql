-- What is held is the sum of the standing holds
-- Available is posted less held: a wrong hold is money spent twice or never.
select s.trust_id, s.id as subaccount_id, s.held, coalesce(sum(h.amount), 0) as by_holds
  from subaccount s left join hold h on h.subaccount_id = s.id and h.ended_at is null
 group by s.trust_id, s.id, s.held having s.held <> coalesce(sum(h.amount), 0)
