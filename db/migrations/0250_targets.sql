-- Reports and the forecast read whole years of deals: from these alone, without the table.
create index deals_closed on deals (closed_on) include (id, owner_id, pipeline_id, stage_id, amount, amount_currency, opened_on)
  where closed_on is not null and archived_at is null;
create index deals_opened on deals (opened_on) include (id, owner_id, pipeline_id, stage_id, amount, amount_currency, closed_on)
  where archived_at is null;
drop index stage_changes_deal;
create index stage_changes_deal on stage_changes (deal_id, entered_at desc) include (stage_id, left_at) where archived_at is null;

-- What is to be sold: by a person, by a team, or by all where neither is named; of everything, of a product, or of a family of products.
create table targets (
  id uuid primary key default uuid_v7(),
  user_id uuid references users on delete cascade,
  team_id uuid references teams on delete cascade,
  product_id uuid references products on delete cascade,
  family text check (length(family) between 1 and 200),
  unit text not null check (unit in ('month', 'quarter', 'year')),
  starts_on date not null,
  measure text not null check (measure in ('amount', 'count')),
  -- In the organisation's currency, or a number of deals.
  value numeric not null check (value > 0),
  set_at timestamptz not null,
  set_by uuid references users,
  check (num_nonnulls(user_id, team_id) <= 1),
  check (num_nonnulls(product_id, family) <= 1),
  check (starts_on = date_trunc(unit, starts_on)::date)
);
create unique index targets_once on targets (starts_on, unit, measure, user_id, team_id, product_id, family) nulls not distinct;
create index targets_user on targets (user_id);
create index targets_team on targets (team_id);
create index targets_product on targets (product_id);
