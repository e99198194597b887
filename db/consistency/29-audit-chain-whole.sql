-- The audit trail is whole: no event changed, vanished, moved or came from elsewhere, and every checkpoint stands in it
-- Each event's text is made again from its row, and each link again from the one before it. Events of the last seconds may wait.
select e.trust_id, l.place, l.event_id,
       case when e.id is null then 'the event is gone'
            when l.said <> audit_text(e, l.place) then 'the event says something else than what was bound'
            else 'the link is not what follows from the one before' end as fault
  from (select x.*, row_number() over (order by place) as nth, lag(hash, 1, decode(repeat('00', 32), 'hex')) over (order by place) as before
          from audit_link x) l
  left join audit_event e on e.id = l.event_id
 where e.id is null or l.place <> l.nth or l.said <> audit_text(e, l.place) or l.hash <> audit_hash(l.before, l.said)
union all
select e.trust_id, null, e.id, 'the event is not in the chain and does not wait'
  from audit_event e left join audit_link l on l.event_id = e.id left join audit_waiting w on w.event_id = e.id
 where l.place is null and w.event_id is null
union all
select null, c.length, l.event_id, 'the checkpoint of ' || c.written_at || ' is not in the chain'
  from audit_checkpoint c left join audit_link l on l.place = c.length
 where l.hash is distinct from c.hash
