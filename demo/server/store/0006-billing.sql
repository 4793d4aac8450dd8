-- Whom the receipt is made out to: answers that came with the acceptance of a quote, carried over to the next one; and what
-- of it the payment provider is told, where the family itself goes there.
alter table quote add column form jsonb;
alter table payment_session add column receipt jsonb;
