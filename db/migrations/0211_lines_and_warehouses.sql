-- What the price list asked when a line was written, so that a price below it counts as the discount that it is; and the
-- warehouse from which goods went, or into which they came back.
alter table quote_lines add column list_price numeric check (list_price >= 0);
alter table order_lines add column list_price numeric check (list_price >= 0);

alter table deliveries add column warehouse_id uuid references warehouses;
create index deliveries_warehouse on deliveries (warehouse_id, delivered_on desc nulls last, id desc);

-- A series may do without a prefix.
alter table number_series alter column prefix drop not null;
