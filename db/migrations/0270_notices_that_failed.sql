-- A provider's notice that is true and could not be booked is kept, and heeded when it is told again.
alter table payment_notices drop constraint payment_notices_outcome_check;
alter table payment_notices add constraint payment_notices_outcome_check
  check (outcome in ('booked', 'noted', 'waiting', 'unknown', 'ignored', 'failed'));
