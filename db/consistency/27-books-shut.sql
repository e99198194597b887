-- Each trust's books are shut through the day that its closes and filings say
-- The door asks the trust, not the closes.
select id as trust_id, books_shut_through, shut_through(id) as by_closes_and_filings from trust where books_shut_through is distinct from shut_through(id)
