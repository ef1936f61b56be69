-- Which deals a snapshot of the forecast was made of, to tell later which came, went and changed; kept for a shorter time than its sums.
create table forecast_snapshot_deals (
  snapshot_id uuid not null references forecast_snapshots on delete cascade,
  deal_id uuid not null references deals on delete cascade,
  -- The day by which it counted: of closing, or on which closing was expected.
  day date not null,
  category text not null check (category in ('won', 'commit', 'best_case', 'pipeline')),
  -- In the organisation's currency by the rate of then; null where there was none.
  own numeric,
  -- As it stood on the deal.
  amount numeric,
  currency text,
  primary key (snapshot_id, deal_id)
);
create index forecast_snapshot_deals_deal on forecast_snapshot_deals (deal_id);
