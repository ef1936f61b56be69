-- What a deal counts for in the forecast, where somebody says otherwise than its probability does.
alter table deals add column forecast_category text
  check (forecast_category in ('commit', 'best_case', 'pipeline', 'omitted'));
create index deals_expected on deals (expected_close_on)
  include (id, owner_id, pipeline_id, stage_id, stage_entered_at, amount, amount_currency, probability, forecast_category)
  where closed_on is null and archived_at is null;

-- What was learnt of how deals go, and how well it would have told what came; the newest counts.
create table chance_models (
  id uuid primary key default uuid_v7(),
  learnt_at timestamptz not null,
  is_enough boolean not null,
  -- Amounts at which a band of amounts begins; empty where amounts say nothing.
  bands numeric[] not null,
  evidence jsonb not null
);

-- What the newest model adds to the log-odds of winning: for standing in a stage for so long, for a seller, for an amount.
create table chance_weights (
  part text not null check (part in ('stage', 'seller', 'amount')),
  stage_id uuid references stages on delete cascade,
  age integer,
  user_id uuid references users on delete cascade,
  band integer,
  weight double precision not null,
  -- How many past deals it was learnt from.
  deals integer not null,
  unique nulls not distinct (part, stage_id, age, user_id, band)
);
create index chance_weights_stage on chance_weights (stage_id);
create index chance_weights_user on chance_weights (user_id);

-- What somebody says a period will come to, for themselves or for a team; the newest of each counts.
create table forecast_submissions (
  id uuid primary key default uuid_v7(),
  unit text not null check (unit in ('month', 'quarter', 'year')),
  starts_on date not null,
  user_id uuid references users on delete cascade,
  team_id uuid references teams on delete cascade,
  amount numeric not null check (amount >= 0),
  note text check (length(note) <= 1000),
  submitted_at timestamptz not null,
  submitted_by uuid references users,
  check (num_nonnulls(user_id, team_id) = 1)
);
create index forecast_submissions_period on forecast_submissions (unit, starts_on, submitted_at);
create index forecast_submissions_user on forecast_submissions (user_id);
create index forecast_submissions_team on forecast_submissions (team_id);

-- How the forecast looked at a moment, by month, seller and category, to compare with.
create table forecast_snapshots (
  id uuid primary key default uuid_v7(),
  taken_at timestamptz not null,
  -- Null: by the clock.
  taken_by uuid references users,
  currency text not null
);
create index forecast_snapshots_taken on forecast_snapshots (taken_at);
create table forecast_snapshot_sums (
  snapshot_id uuid not null references forecast_snapshots on delete cascade,
  month date not null,
  owner_id uuid references users on delete cascade,
  pipeline_id uuid references pipelines on delete cascade,
  category text not null check (category in ('won', 'commit', 'best_case', 'pipeline', 'omitted')),
  deals integer not null,
  amount numeric not null,
  weighted numeric not null,
  expected numeric,
  unique nulls not distinct (snapshot_id, month, owner_id, pipeline_id, category)
);
create index forecast_snapshot_sums_owner on forecast_snapshot_sums (owner_id);
create index forecast_snapshot_sums_pipeline on forecast_snapshot_sums (pipeline_id);

update roles set grants = jsonb_set(grants, '{permissions}', grants->'permissions' || '["forecast:submit"]')
where key in ('sales_manager', 'salesperson') and not grants->'permissions' ? '*';
update roles set grants = jsonb_set(grants, '{permissions}', grants->'permissions' || '["targets:set", "forecast:adjust"]')
where key = 'sales_manager' and not grants->'permissions' ? '*';
