-- Contracts and subscriptions. What a subscription charges and what it brings each month follow from its lines, pauses and days.

insert into number_series (key, prefix) values ('contract', 'C-{year}-'), ('subscription', 'S-{year}-');

create table contracts (
  id uuid primary key default uuid_v7(),
  number text not null check (length(number) between 1 and 60),
  name text not null check (length(name) between 1 and 300),
  state text not null default 'draft' check (state in ('draft', 'active', 'terminated', 'ended')),
  customer_id uuid not null references parties,
  contact_id uuid references parties,
  deal_id uuid references deals,
  starts_on date not null,
  -- Last day; null while it is open-ended.
  ends_on date,
  notice_days integer not null default 30 check (notice_days between 0 and 1000),
  renewal text not null default 'none' check (renewal in ('none', 'automatic')),
  renewal_months integer not null default 12 check (renewal_months between 1 and 120),
  renewals integer not null default 0,
  -- Last day to say that it ends.
  notice_until date generated always as (ends_on - notice_days) stored,
  terminated_on date,
  termination_reason text check (length(termination_reason) <= 500),
  terms text,
  document_id uuid references files,
  owner_id uuid references users,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (search_title('n', name) || search_number('u', number)) stored,
  check (ends_on is null or ends_on >= starts_on),
  check (renewal = 'none' or ends_on is not null),
  check ((terminated_on is not null) = (state = 'terminated') or state = 'ended')
);
create unique index contracts_number on contracts (number);
create index contracts_number_folded on contracts (lower(number));
create index contracts_created on contracts (created_at, id) where archived_at is null;
create index contracts_state on contracts (state, ends_on, id) where archived_at is null;
create index contracts_ends_on on contracts (ends_on, id) where archived_at is null;
create index contracts_notice on contracts (notice_until, id) where archived_at is null and state = 'active';
create index contracts_owner on contracts (owner_id, ends_on, id);
create index contracts_customer on contracts (customer_id);
create index contracts_contact on contracts (contact_id);
create index contracts_deal on contracts (deal_id);
create index contracts_document on contracts (document_id);
create index contracts_words on contracts using gin (search_words) with (gin_pending_list_limit = 256);

-- That somebody was asked to decide before the last day of notice, once for each end.
create table contract_notices (
  contract_id uuid not null references contracts on delete cascade,
  ends_on date not null,
  task_id uuid references tasks on delete set null,
  noted_at timestamptz not null default now(),
  primary key (contract_id, ends_on)
);
create index contract_notices_task on contract_notices (task_id);

create table contract_documents (
  id uuid primary key default uuid_v7(),
  contract_id uuid not null references contracts on delete cascade,
  name text not null check (length(name) between 1 and 200),
  file_id uuid not null references files,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz
);
create index contract_documents_contract on contract_documents (contract_id);
create index contract_documents_file on contract_documents (file_id);
create index contract_documents_created on contract_documents (created_at, id) where archived_at is null;

create table subscriptions (
  id uuid primary key default uuid_v7(),
  number text not null check (length(number) between 1 and 60),
  name text not null check (length(name) between 1 and 300),
  state text not null default 'draft' check (state in ('draft', 'active', 'paused', 'cancelled', 'ended')),
  customer_id uuid not null references parties,
  contact_id uuid references parties,
  contract_id uuid references contracts,
  deal_id uuid references deals,
  starts_on date not null,
  trial_ends_on date,
  ends_on date,
  every text not null default 'month' check (every in ('month', 'quarter', 'year')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  payment_days integer not null default 14 check (payment_days between 0 and 365),
  -- What it brings in a month as of today, and the first day of the period that is invoiced next.
  recurring numeric not null default 0, recurring_currency text not null generated always as (currency) stored,
  next_invoice_on date,
  cancel_reason text check (length(cancel_reason) <= 500),
  owner_id uuid references users,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (search_title('n', name) || search_number('u', number)) stored,
  check (trial_ends_on is null or trial_ends_on >= starts_on),
  check (ends_on is null or ends_on >= starts_on - 1)
);
create unique index subscriptions_number on subscriptions (number);
create index subscriptions_number_folded on subscriptions (lower(number));
create index subscriptions_created on subscriptions (created_at, id) where archived_at is null;
create index subscriptions_state on subscriptions (state, next_invoice_on, id) where archived_at is null;
create index subscriptions_due on subscriptions (next_invoice_on, id) where archived_at is null and state <> 'draft';
create index subscriptions_ends_on on subscriptions (ends_on, id) where archived_at is null;
create index subscriptions_owner on subscriptions (owner_id, created_at, id);
create index subscriptions_customer on subscriptions (customer_id);
create index subscriptions_contact on subscriptions (contact_id);
create index subscriptions_contract on subscriptions (contract_id);
create index subscriptions_deal on subscriptions (deal_id);
create index subscriptions_words on subscriptions using gin (search_words) with (gin_pending_list_limit = 256);

-- A line as it stands from a day on; where quantity or price change, another one follows.
create table subscription_lines (
  id uuid primary key default uuid_v7(),
  subscription_id uuid not null references subscriptions on delete cascade,
  position integer not null default 0,
  product_id uuid references products,
  description text not null check (length(description) between 1 and 2000),
  quantity numeric not null check (quantity > 0 and quantity < 1000000000),
  unit text check (length(unit) <= 40),
  price numeric not null check (price >= 0 and price < 1000000000000), price_currency text not null,
  discount numeric not null default 0 check (discount between 0 and 100),
  tax_class text check (length(tax_class) <= 60),
  from_on date not null,
  until_on date,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  check (until_on is null or until_on >= from_on)
);
create index subscription_lines_subscription on subscription_lines (subscription_id, position);
create index subscription_lines_product on subscription_lines (product_id);
create index subscription_lines_created on subscription_lines (created_at, id) where archived_at is null;

create table subscription_pauses (
  id uuid primary key default uuid_v7(),
  subscription_id uuid not null references subscriptions on delete cascade,
  from_on date not null,
  until_on date,
  reason text check (length(reason) <= 500),
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  check (until_on is null or until_on >= from_on)
);
create index subscription_pauses_subscription on subscription_pauses (subscription_id);
create unique index subscription_pauses_open on subscription_pauses (subscription_id) where until_on is null and archived_at is null;
create index subscription_pauses_created on subscription_pauses (created_at, id) where archived_at is null;

-- A period of a subscription is invoiced once; one without anything to charge has no invoice.
create table subscription_periods (
  subscription_id uuid not null references subscriptions on delete cascade,
  from_on date not null,
  until_on date not null check (until_on >= from_on),
  invoice_id uuid references invoices,
  made_at timestamptz not null default now(),
  primary key (subscription_id, from_on)
);
create index subscription_periods_invoice on subscription_periods (invoice_id);

-- Which line of a subscription an invoice's line charges, and for which period.
alter table invoices add column subscription_id uuid references subscriptions;
create index invoices_subscription on invoices (subscription_id);
alter table invoice_lines
  add column subscription_line_id uuid references subscription_lines,
  add column period_from date,
  add column period_until date;
create index invoice_lines_subscription_line on invoice_lines (subscription_line_id, period_from);

-- The movements of recurring revenue: until any day they add up to what recurs on it.
create table mrr_movements (
  id uuid primary key default uuid_v7(),
  subscription_id uuid not null references subscriptions on delete cascade,
  customer_id uuid not null references parties,
  day date not null,
  kind text not null check (kind in ('new', 'expansion', 'contraction', 'churn', 'reactivation')),
  amount numeric not null check (amount <> 0), amount_currency text not null,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  check ((amount > 0) = (kind in ('new', 'expansion', 'reactivation')))
);
create unique index mrr_movements_once on mrr_movements (subscription_id, day) where archived_at is null;
create index mrr_movements_day on mrr_movements (amount_currency, day) where archived_at is null;
create index mrr_movements_newest on mrr_movements (day desc nulls last, id desc) where archived_at is null;
create index mrr_movements_customer on mrr_movements (customer_id);

-- The standard roles of organisations that are there already, as `standard-roles.ts` has them for new ones.
create function granted(grants jsonb, objects jsonb, permissions jsonb) returns jsonb language sql immutable as $$
  select jsonb_set(
    jsonb_set(grants, '{objects}', objects || (grants->'objects')),
    '{permissions}', case when grants->'permissions' ? '*' then grants->'permissions' else (grants->'permissions') || permissions end)
$$;
create function on_each(names text[], one jsonb) returns jsonb language sql immutable as $$
  select jsonb_object_agg(name, one) from unnest(names) name
$$;
update roles set grants = granted(grants,
  on_each('{invoice,payment,contract,subscription}', '{"read":"all","change":"all","delete":"team","create":true,"export":true,"bulk":true}')
  || on_each('{invoice_line,payment_allocation,refund,contract_document,subscription_line,subscription_pause,mrr_movement,bank_account,bank_statement,bank_transaction}', '{"read":"all","change":"all","delete":"all","create":true,"export":true,"bulk":true}'),
  '["invoices:issue","invoices:credit","payments:record","contracts:manage","subscriptions:manage","payments:reverse","bank:import"]')
where key = 'sales_manager';
update roles set grants = granted(grants,
  on_each('{invoice,payment,contract,subscription}', '{"read":"team","change":"own","delete":"own","create":true,"export":false,"bulk":true}')
  || on_each('{invoice_line,payment_allocation,refund,contract_document,subscription_line,subscription_pause,mrr_movement}', '{"read":"all","change":"all","delete":"all","create":true,"export":false,"bulk":true}'),
  '["invoices:issue","invoices:credit","payments:record","contracts:manage","subscriptions:manage"]')
where key = 'salesperson';
update roles set grants = granted(grants,
  on_each('{invoice,payment,contract,subscription,invoice_line,payment_allocation,refund,contract_document,subscription_line,subscription_pause,mrr_movement}', '{"read":"all","change":"none","delete":"none","create":false,"export":false,"bulk":false}'), '[]')
where key in ('marketer', 'service_agent');
drop function granted(jsonb, jsonb, jsonb);
drop function on_each(text[], jsonb);
