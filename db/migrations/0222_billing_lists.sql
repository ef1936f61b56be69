-- Lists and calendars of billing in their order, from an index: a day that every record has stands plainly in it.
create index payments_in_order on payments (received_on, id) where archived_at is null;
create index bank_transactions_in_order on bank_transactions (booked_on, id) where archived_at is null;
create index bank_transactions_state_in_order on bank_transactions (state, booked_on, id) where archived_at is null;
create index payments_state_in_order on payments (state, received_on, id) where archived_at is null;
create index payments_credit_in_order on payments (received_on, id) where archived_at is null and credit > 0;
create index mrr_movements_in_order on mrr_movements (day, id) where archived_at is null;
create index invoice_lines_in_order on invoice_lines (position, id) where archived_at is null;
create index contracts_notice_until on contracts (notice_until, id) where archived_at is null;
