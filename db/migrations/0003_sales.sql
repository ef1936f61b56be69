create table products (
  id uuid primary key default uuid_v7(),
  name text not null check (length(name) between 1 and 200),
  code text,
  family text,
  price numeric, price_currency text,
  unit text,
  active boolean not null default true,
  description text,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_text text generated always as (search_fold(name || ' ' || coalesce(code, ''))) stored
);
create unique index products_code on products (code) where archived_at is null;
create index products_name on products (name, id) where archived_at is null;

create table pipelines (
  id uuid primary key default uuid_v7(),
  name text not null check (length(name) between 1 and 200),
  position integer not null default 0,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_text text generated always as (search_fold(name)) stored
);

create table stages (
  id uuid primary key default uuid_v7(),
  pipeline_id uuid not null references pipelines on delete cascade,
  name text not null check (length(name) between 1 and 200),
  kind text not null default 'open' check (kind in ('open', 'won', 'lost')),
  position integer not null default 0,
  probability numeric not null default 0 check (probability between 0 and 100),
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_text text generated always as (search_fold(name)) stored
);
create index stages_pipeline on stages (pipeline_id, position);

create table deals (
  id uuid primary key default uuid_v7(),
  name text not null check (length(name) between 1 and 300),
  number text,
  pipeline_id uuid not null references pipelines,
  stage_id uuid not null references stages,
  stage_entered_at timestamptz not null default now(),
  company_id uuid references parties,
  person_id uuid references parties,
  amount numeric, amount_currency text,
  probability numeric check (probability between 0 and 100),
  opened_on date,
  expected_close_on date,
  closed_on date,
  lost_reason text,
  lost_comment text,
  next_step text,
  next_step_on date,
  source text,
  description text,
  owner_id uuid references users,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_text text generated always as (search_fold(name || ' ' || coalesce(number, ''))) stored
);
create unique index deals_number on deals (number) where archived_at is null;
create index deals_stage on deals (stage_id, expected_close_on, id) where archived_at is null;
create index deals_created on deals (created_at, id) where archived_at is null;
create index deals_name on deals (name, id) where archived_at is null;
create index deals_close on deals (expected_close_on, id) where archived_at is null;
create index deals_owner on deals (owner_id);
create index deals_company on deals (company_id);
create index deals_person on deals (person_id);
create index deals_search on deals using gin (search_text gin_trgm_ops);

alter table interactions add foreign key (deal_id) references deals;
alter table tasks add foreign key (deal_id) references deals;
alter table notes add foreign key (deal_id) references deals;

create table deal_parties (
  id uuid primary key default uuid_v7(),
  deal_id uuid not null references deals on delete cascade,
  party_id uuid not null references parties,
  role text not null check (role in ('decision_maker', 'buyer', 'influencer', 'user', 'partner', 'payer', 'other')),
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz
);
create unique index deal_parties_once on deal_parties (deal_id, party_id, role) where archived_at is null;
create index deal_parties_party on deal_parties (party_id);

create table deal_products (
  id uuid primary key default uuid_v7(),
  deal_id uuid not null references deals on delete cascade,
  product_id uuid not null references products,
  quantity numeric not null default 1 check (quantity > 0),
  price numeric, price_currency text,
  discount numeric not null default 0 check (discount between 0 and 100),
  position integer not null default 0,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz
);
create index deal_products_deal on deal_products (deal_id, position);
create index deal_products_product on deal_products (product_id);

create table deal_competitors (
  deal_id uuid not null references deals on delete cascade,
  party_id uuid not null references parties,
  primary key (deal_id, party_id)
);
create index deal_competitors_party on deal_competitors (party_id);

-- The log of a deal's stages: `left_at` is null for the one it stands in.
create table stage_changes (
  id uuid primary key default uuid_v7(),
  deal_id uuid not null references deals on delete cascade,
  stage_id uuid not null references stages,
  entered_at timestamptz not null,
  left_at timestamptz,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz
);
create index stage_changes_deal on stage_changes (deal_id, entered_at desc);
create unique index stage_changes_current on stage_changes (deal_id) where left_at is null;
