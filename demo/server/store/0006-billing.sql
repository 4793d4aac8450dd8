-- Whom the receipt is made out to: answers that came with the acceptance of a quote, carried over to the next one.
alter table quote add column form jsonb;
