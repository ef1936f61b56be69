-- How sellers earn by what they sell.
create table commission_plans (
  id uuid primary key default uuid_v7(),
  name text not null check (length(name) between 1 and 100),
  -- By what is earned: a deal that is won, an invoice that is paid.
  base text not null check (base in ('deal_won', 'invoice_paid')),
  unit text not null check (unit in ('month', 'quarter', 'year')),
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  -- [{ "from": "100", "rate": "7.5" }]: from which part of the target on, in percent, how much is earned, in percent.
  tiers jsonb not null,
  created_at timestamptz not null default now(),
  created_by uuid references users,
  updated_at timestamptz not null default now(),
  updated_by uuid references users,
  version integer not null default 1
);
create table commission_members (
  plan_id uuid not null references commission_plans on delete cascade,
  user_id uuid not null references users on delete cascade,
  primary key (plan_id, user_id)
);
create index commission_members_user on commission_members (user_id);

-- Who earns which part of a deal, in percent; without it its owner earns all.
create table deal_splits (
  deal_id uuid not null references deals on delete cascade,
  user_id uuid not null references users on delete cascade,
  share numeric not null check (share > 0 and share <= 100),
  primary key (deal_id, user_id)
);
create index deal_splits_user on deal_splits (user_id);

-- A period that is closed: what was stated stays, later changes are corrections in the next.
create table commission_closures (
  plan_id uuid not null references commission_plans,
  starts_on date not null,
  ends_on date not null,
  tiers jsonb not null,
  closed_at timestamptz not null,
  closed_by uuid references users,
  primary key (plan_id, starts_on)
);
create table commission_statements (
  id uuid primary key default uuid_v7(),
  plan_id uuid not null,
  starts_on date not null,
  user_id uuid not null references users,
  quota numeric,
  total numeric not null,
  currency text not null,
  foreign key (plan_id, starts_on) references commission_closures,
  unique (plan_id, starts_on, user_id)
);
create index commission_statements_user on commission_statements (user_id);
create table commission_rows (
  statement_id uuid not null references commission_statements,
  position integer not null,
  kind text not null check (kind in ('earned', 'correction')),
  -- What it was earned by, such as the id of the deal; and the deal while it is there.
  entry uuid not null,
  deal_id uuid references deals on delete set null,
  title text not null,
  day date not null,
  -- The period in which it was earned: of a correction an earlier one.
  earned_in date not null,
  reason text check (reason in ('gone', 'changed', 'added')),
  base numeric not null,
  share numeric not null,
  rate numeric not null,
  amount numeric not null,
  primary key (statement_id, position)
);
create index commission_rows_deal on commission_rows (deal_id);
