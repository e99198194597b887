-- No sub-account below zero, and nothing held that is not there
-- What one child is owed is never lent to another.
select trust_id, id as subaccount_id, posted, held from subaccount where posted < 0 or held < 0 or held > posted
