-- Quotes, orders, deliveries and returns, and the numbers that they bear. A document's sums and its state follow from its
-- rows; the constraints here have the last word on what may be delivered, returned, cancelled and invoiced.

-- How the documents of a kind are numbered. `{year}` in the prefix is the year of the document.
create table number_series (
  id uuid primary key default uuid_v7(),
  key text not null check (key ~ '^[a-z_]{1,40}$'),
  prefix text not null default '' check (length(prefix) <= 30),
  digits integer not null default 4 check (digits between 1 and 12),
  -- Counts from one again each year.
  yearly boolean not null default true,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (search_title('k', key)) stored
);
create unique index number_series_key on number_series (key) where archived_at is null;
create index number_series_in_order on number_series (key, id) where archived_at is null;

-- The last number given. The row is locked until the unit that took the number commits, so that none is left out.
create table number_counters (
  series_id uuid not null references number_series on delete cascade,
  -- 0 where the series does not begin anew each year.
  year integer not null,
  last bigint not null check (last > 0),
  primary key (series_id, year)
);

insert into number_series (key, prefix) values
  ('quote', 'Q-{year}-'), ('order', 'O-{year}-'), ('delivery', 'D-{year}-'), ('return', 'R-{year}-');

create table quotes (
  id uuid primary key default uuid_v7(),
  number text not null check (length(number) between 1 and 60),
  -- Number of the first version, which all versions share.
  base_number text not null,
  revision integer not null default 1 check (revision > 0),
  replaces_id uuid references quotes,
  subject text check (length(subject) <= 300),
  state text not null default 'draft' check (state in
    ('draft', 'awaiting_approval', 'approved', 'sent', 'accepted', 'declined', 'expired', 'replaced', 'withdrawn')),
  customer_id uuid not null references parties,
  contact_id uuid references parties,
  deal_id uuid references deals,
  valid_until date,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  language text not null check (language in ('en', 'es', 'ru', 'bg')),
  channel text check (length(channel) <= 60),
  discount numeric not null default 0 check (discount between 0 and 100),
  tax_included boolean not null default false,
  rounding text not null default 'document' check (rounding in ('line', 'document')),
  net numeric not null default 0, net_currency text not null,
  tax numeric not null default 0, tax_currency text not null,
  total numeric not null default 0, total_currency text not null,
  introduction text,
  terms text,
  sent_at timestamptz,
  decided_at timestamptz,
  decided_by text check (length(decided_by) <= 200),
  decline_reason text,
  decline_comment text check (length(decline_comment) <= 1000),
  owner_id uuid references users,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (
    search_title('u', number) || search_number('u', number) || coalesce(search_words('s', subject), '')) stored,
  check (net_currency = currency and tax_currency = currency and total_currency = currency),
  check (net + tax = total)
);
-- A number is given once, also when its quote lies in the recycle bin.
create unique index quotes_number on quotes (number);
create unique index quotes_replaces on quotes (replaces_id) where archived_at is null;
create index quotes_replaced on quotes (replaces_id);
create index quotes_base_number on quotes (base_number);
create index quotes_number_folded on quotes (lower(number));
create index quotes_created on quotes (created_at, id) where archived_at is null;
create index quotes_state on quotes (state, valid_until, id) where archived_at is null;
create index quotes_valid_until on quotes (valid_until, id) where archived_at is null;
create index quotes_owner on quotes (owner_id, created_at, id);
create index quotes_customer on quotes (customer_id);
create index quotes_contact on quotes (contact_id);
create index quotes_deal on quotes (deal_id);
create index quotes_words on quotes using gin (search_words) with (gin_pending_list_limit = 256);

create table quote_lines (
  id uuid primary key default uuid_v7(),
  quote_id uuid not null references quotes on delete cascade,
  position integer not null default 0,
  product_id uuid references products,
  description text not null check (length(description) between 1 and 2000),
  quantity numeric not null check (quantity > 0 and quantity < 1000000000),
  unit text check (length(unit) <= 40),
  price numeric not null check (price >= 0), price_currency text not null,
  discount numeric not null default 0 check (discount between 0 and 100),
  tax_class text check (length(tax_class) <= 60),
  tax_rate numeric not null default 0 check (tax_rate between 0 and 100),
  tax_treatment text check (length(tax_treatment) <= 60),
  -- Offered besides: the customer takes it or leaves it.
  optional boolean not null default false,
  chosen boolean not null default true check (chosen or optional),
  net numeric not null, net_currency text not null,
  tax numeric not null, tax_currency text not null,
  total numeric not null, total_currency text not null,
  -- What one of it costs, in the currency of the quote, when it was quoted; told to those alone who may read a product's cost.
  cost numeric check (cost >= 0),
  deal_product_id uuid references deal_products on delete set null,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (search_title('d', description)) stored,
  check (net + tax = total)
);
create index quote_lines_quote on quote_lines (quote_id, position);
create index quote_lines_product on quote_lines (product_id);
create index quote_lines_deal_product on quote_lines (deal_product_id);
create index quote_lines_words on quote_lines using gin (search_words) with (gin_pending_list_limit = 256);

-- That somebody was asked whether a quote may go out, and what they said.
create table quote_approvals (
  id uuid primary key default uuid_v7(),
  quote_id uuid not null references quotes on delete cascade,
  state text not null default 'asked' check (state in ('asked', 'approved', 'rejected', 'taken_back')),
  -- The largest discount of the quote, and how much the one who asked may give.
  discount numeric not null check (discount between 0 and 100),
  discount_limit numeric not null check (discount_limit between 0 and 100),
  reason text check (length(reason) <= 1000),
  asked_by_id uuid references users,
  decided_at timestamptz,
  decided_by_id uuid references users,
  comment text check (length(comment) <= 1000),
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  check ((state = 'asked') = (decided_at is null))
);
create index quote_approvals_quote on quote_approvals (quote_id, created_at, id);
create unique index quote_approvals_open on quote_approvals (quote_id) where state = 'asked';
create index quote_approvals_created on quote_approvals (created_at, id) where archived_at is null;
create index quote_approvals_asked_by on quote_approvals (asked_by_id);
create index quote_approvals_decided_by on quote_approvals (decided_by_id);

create table orders (
  id uuid primary key default uuid_v7(),
  number text not null check (length(number) between 1 and 60),
  subject text check (length(subject) <= 300),
  state text not null default 'draft' check (state in ('draft', 'confirmed', 'completed', 'cancelled')),
  delivery_state text not null default 'none' check (delivery_state in ('none', 'part', 'all')),
  invoice_state text not null default 'none' check (invoice_state in ('none', 'part', 'all')),
  origin text not null default 'manual' check (origin in ('manual', 'quote', 'deal', 'shop', 'contract', 'import')),
  customer_id uuid not null references parties,
  contact_id uuid references parties,
  deal_id uuid references deals,
  quote_id uuid references quotes,
  -- What the customer calls it.
  reference text check (length(reference) <= 100),
  ordered_on date not null,
  deliver_on date,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  language text not null check (language in ('en', 'es', 'ru', 'bg')),
  channel text check (length(channel) <= 60),
  discount numeric not null default 0 check (discount between 0 and 100),
  tax_included boolean not null default false,
  rounding text not null default 'document' check (rounding in ('line', 'document')),
  net numeric not null default 0, net_currency text not null,
  tax numeric not null default 0, tax_currency text not null,
  total numeric not null default 0, total_currency text not null,
  delivery_address_street text, delivery_address_city text, delivery_address_region text,
  delivery_address_postal_code text, delivery_address_country text,
  terms text,
  confirmed_at timestamptz,
  completed_at timestamptz,
  cancelled_at timestamptz,
  cancel_reason text,
  cancel_comment text check (length(cancel_comment) <= 1000),
  owner_id uuid references users,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (
    search_title('u', number) || search_number('u', number) || coalesce(search_words('s', subject), '')
    || coalesce(search_number('r', reference), '')) stored,
  check (net_currency = currency and tax_currency = currency and total_currency = currency),
  check (net + tax = total)
);
create unique index orders_number on orders (number);
-- A quote becomes one order.
create unique index orders_quote on orders (quote_id);
create index orders_number_folded on orders (lower(number));
create index orders_created on orders (created_at, id) where archived_at is null;
create index orders_ordered_on on orders (ordered_on desc nulls last, id desc) where archived_at is null;
create index orders_state on orders (state, deliver_on, id) where archived_at is null;
create index orders_to_deliver on orders (deliver_on, id) where archived_at is null and state = 'confirmed';
create index orders_deliver_on on orders (deliver_on, id) where archived_at is null;
create index orders_to_invoice on orders (invoice_state, ordered_on desc nulls last, id desc) where archived_at is null;
create index orders_owner on orders (owner_id, ordered_on, id);
create index orders_customer on orders (customer_id);
create index orders_contact on orders (contact_id);
create index orders_deal on orders (deal_id);
create index orders_words on orders using gin (search_words) with (gin_pending_list_limit = 256);

create table order_lines (
  id uuid primary key default uuid_v7(),
  order_id uuid not null references orders on delete cascade,
  position integer not null default 0,
  product_id uuid references products,
  description text not null check (length(description) between 1 and 2000),
  quantity numeric not null check (quantity > 0 and quantity < 1000000000),
  unit text check (length(unit) <= 40),
  price numeric not null check (price >= 0), price_currency text not null,
  discount numeric not null default 0 check (discount between 0 and 100),
  tax_class text check (length(tax_class) <= 60),
  tax_rate numeric not null default 0 check (tax_rate between 0 and 100),
  tax_treatment text check (length(tax_treatment) <= 60),
  net numeric not null, net_currency text not null,
  tax numeric not null, tax_currency text not null,
  total numeric not null, total_currency text not null,
  cost numeric check (cost >= 0),
  quote_line_id uuid references quote_lines on delete set null,
  -- What the system from which it was imported calls this line.
  source_line text check (length(source_line) <= 100),
  delivered numeric not null default 0,
  returned numeric not null default 0,
  cancelled numeric not null default 0,
  invoiced numeric not null default 0,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (search_title('d', description)) stored,
  check (net + tax = total),
  constraint order_lines_delivered check (delivered >= 0 and cancelled >= 0 and delivered + cancelled <= quantity),
  constraint order_lines_returned check (returned between 0 and delivered),
  constraint order_lines_invoiced check (invoiced between 0 and quantity - cancelled)
);
create index order_lines_order on order_lines (order_id, position);
create unique index order_lines_source on order_lines (order_id, source_line) where archived_at is null;
create index order_lines_product on order_lines (product_id);
create index order_lines_quote_line on order_lines (quote_line_id);
create index order_lines_words on order_lines using gin (search_words) with (gin_pending_list_limit = 256);

-- What was handed over, and what came back. Neither is ever changed: one corrects the other.
create table deliveries (
  id uuid primary key default uuid_v7(),
  number text not null check (length(number) between 1 and 60),
  kind text not null check (kind in ('delivery', 'return')),
  order_id uuid not null references orders,
  customer_id uuid not null references parties,
  delivered_on date not null,
  address_street text, address_city text, address_region text, address_postal_code text, address_country text,
  tracking text check (length(tracking) <= 200),
  reason text,
  comment text check (length(comment) <= 1000),
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (
    search_title('u', number) || search_number('u', number) || coalesce(search_number('t', tracking), '')) stored
);
create unique index deliveries_number on deliveries (number);
create index deliveries_number_folded on deliveries (lower(number));
create index deliveries_delivered_on on deliveries (delivered_on desc nulls last, id desc) where archived_at is null;
create index deliveries_calendar on deliveries (delivered_on, id) where archived_at is null;
create index deliveries_order on deliveries (order_id, delivered_on desc nulls last, id desc);
create index deliveries_customer on deliveries (customer_id, delivered_on desc nulls last, id desc);
create index deliveries_words on deliveries using gin (search_words) with (gin_pending_list_limit = 256);

create table delivery_lines (
  id uuid primary key default uuid_v7(),
  delivery_id uuid not null references deliveries on delete cascade,
  order_line_id uuid not null references order_lines,
  position integer not null default 0,
  product_id uuid references products,
  description text not null,
  quantity numeric not null check (quantity > 0),
  unit text,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (search_title('d', description)) stored
);
create unique index delivery_lines_once on delivery_lines (delivery_id, order_line_id);
create index delivery_lines_order_line on delivery_lines (order_line_id);
create index delivery_lines_product on delivery_lines (product_id);
create index delivery_lines_words on delivery_lines using gin (search_words) with (gin_pending_list_limit = 256);

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
  on_each('{quote,order}', '{"read":"all","change":"all","delete":"team","create":true,"export":true,"bulk":true}')
  || on_each('{quote_line,order_line,quote_approval,delivery,delivery_line}',
    '{"read":"all","change":"all","delete":"all","create":true,"export":true,"bulk":true}'),
  '["quotes:send","quotes:approve","quotes:close","orders:confirm","orders:cancel","orders:deliver"]')
where key = 'sales_manager';
update roles set grants = granted(grants,
  on_each('{quote,order}', '{"read":"team","change":"own","delete":"own","create":true,"export":false,"bulk":true}')
  || on_each('{quote_line,order_line,quote_approval,delivery,delivery_line}',
    '{"read":"all","change":"all","delete":"all","create":true,"export":false,"bulk":true}'),
  '["quotes:send","quotes:close","orders:confirm","orders:cancel","orders:deliver"]')
where key = 'salesperson';
update roles set grants = granted(grants,
  on_each('{quote,order,quote_line,order_line,quote_approval,delivery,delivery_line}',
    '{"read":"all","change":"none","delete":"none","create":false,"export":false,"bulk":false}'), '[]')
where key in ('marketer', 'service_agent');
drop function granted(jsonb, jsonb, jsonb);
drop function on_each(text[], jsonb);
