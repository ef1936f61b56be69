-- A line of an order, or of an invoice that is corrected, stands on a document once: its parts are reckoned from what stands on others.
create unique index invoice_lines_order_line_once on invoice_lines (invoice_id, order_line_id)
  where order_line_id is not null and archived_at is null;
create unique index invoice_lines_corrects_once on invoice_lines (invoice_id, corrects_id)
  where corrects_id is not null and archived_at is null;

-- A subscription that cannot be invoiced holds up no other: it is tried again from this day on.
alter table subscriptions add column set_aside_until date;
