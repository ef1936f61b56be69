-- Rates of tax by country, class and day. The latest that has begun and has not ended holds.
create table tax_rates (
  id uuid primary key default uuid_v7(),
  country text not null check (country ~ '^[A-Z]{2}$'),
  tax_class text not null,
  rate numeric not null check (rate between 0 and 100),
  valid_from date not null,
  valid_until date check (valid_until >= valid_from),
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz
);
create unique index tax_rates_once on tax_rates (country, tax_class, valid_from) where archived_at is null;

-- Bulgaria: ЗДДС, чл. 66. Spain: Ley 37/1992, art. 90 and 91. Russia: НК РФ, ст. 164; 22 % since 2026 by 425-ФЗ.
insert into tax_rates (country, tax_class, rate, valid_from, valid_until) values
  ('BG', 'standard', 20, '1999-01-01', null),
  ('BG', 'reduced', 9, '2011-04-01', null),
  ('BG', 'zero', 0, '1999-01-01', null),
  ('BG', 'exempt', 0, '1999-01-01', null),
  ('ES', 'standard', 21, '2012-09-01', null),
  ('ES', 'reduced', 10, '2012-09-01', null),
  ('ES', 'super_reduced', 4, '1995-01-01', null),
  ('ES', 'zero', 0, '1993-01-01', null),
  ('ES', 'exempt', 0, '1993-01-01', null),
  ('RU', 'standard', 20, '2019-01-01', '2025-12-31'),
  ('RU', 'standard', 22, '2026-01-01', null),
  ('RU', 'reduced', 10, '2004-01-01', null),
  ('RU', 'zero', 0, '2001-01-01', null),
  ('RU', 'exempt', 0, '2001-01-01', null);

-- Who sells; one row. What is empty is taken from the organisation.
create table sellers (
  id uuid primary key default uuid_v7(),
  only_one boolean not null unique default true check (only_one),
  name text not null default '',
  address_street text, address_city text, address_region text, address_postal_code text, address_country text,
  tax_country text check (tax_country ~ '^[A-Z]{2}$'),
  registration_number text,
  tax_number text,
  vat_registered boolean not null default true,
  tax_in_prices text not null default 'by_country' check (tax_in_prices in ('by_country', 'included', 'on_top')),
  tax_rounding text not null default 'by_country' check (tax_rounding in ('by_country', 'line', 'document')),
  bank text, iban text, bic text, email text, phone text, website text, signatory text, footer text,
  logo_id uuid references files,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz
);
create index sellers_logo on sellers (logo_id) where logo_id is not null;
insert into sellers (name) select coalesce((select name from organisation), '');

-- What one unit of a currency was worth in the organisation's own.
create table currency_rates (
  id uuid primary key default uuid_v7(),
  name text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  day date not null,
  rate numeric not null check (rate > 0),
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz
);
create unique index currency_rates_once on currency_rates (currency, day) where archived_at is null;
create index currency_rates_day on currency_rates (day, id) where archived_at is null;

create table price_lists (
  id uuid primary key default uuid_v7(),
  name text not null check (length(name) between 1 and 200),
  active boolean not null default true,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  tax_in_prices text not null default 'by_country' check (tax_in_prices in ('by_country', 'included', 'on_top')),
  priority integer not null default 0 check (priority between 0 and 1000),
  channel text,
  customer_id uuid references parties,
  -- A filter of parties, as a person writes it.
  buyers text,
  valid_from date,
  valid_until date check (valid_until >= valid_from),
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (search_title('n', name)) stored
);
create index price_lists_customer on price_lists (customer_id) where customer_id is not null;

create table price_items (
  id uuid primary key default uuid_v7(),
  price_list_id uuid not null references price_lists on delete cascade,
  product_id uuid references products,
  category_id uuid references product_categories,
  -- 0: always.
  from_quantity numeric not null default 0 check (from_quantity >= 0 and from_quantity < 1e9),
  price numeric check (price >= 0), price_currency text,
  -- Off the usual price; less than zero is a surcharge.
  percent numeric check (percent between -1000 and 100),
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  check ((price is null) <> (percent is null)),
  check (product_id is null or category_id is null),
  check (price is null or product_id is not null)
);
create unique index price_items_once on price_items (price_list_id, product_id, category_id, from_quantity)
  nulls not distinct where archived_at is null;
create index price_items_product on price_items (product_id) where product_id is not null;
create index price_items_category on price_items (category_id) where category_id is not null;
create index price_items_created on price_items (created_at, id) where archived_at is null;

-- The highest discount in percent that a role gives without being asked; who has a role without a limit has none.
create table discount_limits (
  role_id uuid primary key references roles on delete cascade,
  percent numeric not null check (percent between 0 and 100)
);

create table warehouses (
  id uuid primary key default uuid_v7(),
  name text not null check (length(name) between 1 and 200),
  code text,
  main boolean not null default false,
  active boolean not null default true,
  address_street text, address_city text, address_region text, address_postal_code text, address_country text,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (search_title('n', name) || coalesce(search_number('c', code), '')) stored
);
create unique index warehouses_code on warehouses (code) where archived_at is null;
create unique index warehouses_main on warehouses (main) where main and archived_at is null;

create table stock_levels (
  id uuid primary key default uuid_v7(),
  product_id uuid not null references products,
  warehouse_id uuid not null references warehouses,
  quantity numeric not null default 0 check (quantity >= 0),
  reserved numeric not null default 0 check (reserved >= 0),
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  unique (product_id, warehouse_id)
);
create index stock_levels_warehouse on stock_levels (warehouse_id);

create table stock_movements (
  id uuid primary key default uuid_v7(),
  product_id uuid not null references products,
  warehouse_id uuid not null references warehouses,
  kind text not null check (kind in ('receipt', 'issue', 'delivery', 'return', 'count', 'transfer')),
  quantity numeric not null,
  balance numeric not null check (balance >= 0),
  reference text, note text,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz
);
create index stock_movements_product on stock_movements (product_id, created_at, id);
create index stock_movements_warehouse on stock_movements (warehouse_id);
create index stock_movements_created on stock_movements (created_at, id);

-- Everybody who sells sees taxes, prices and stock; the head of sales keeps prices, and books stock.
update roles set grants = jsonb_set(grants, '{objects}', grants->'objects' || (
  select jsonb_object_agg(name, case
    when roles.key = 'sales_manager' and name = any ('{price_list,price_item,warehouse}') then
      '{"read": "all", "change": "all", "delete": "all", "create": true, "export": true, "bulk": true}'::jsonb
    else jsonb_build_object('read', 'all', 'change', 'none', 'delete', 'none', 'create', false,
      'export', coalesce((grants #>> '{objects,product,export}')::boolean, false), 'bulk', false) end)
  from unnest('{tax_rate,seller,currency_rate,price_list,price_item,warehouse,stock_level,stock_movement}'::text[]) name))
where key in ('sales_manager', 'salesperson', 'marketer', 'service_agent') and grants->'objects' ? 'product';
update roles set grants = jsonb_set(grants, '{permissions}', grants->'permissions' || '["stock:move"]')
where key = 'sales_manager' and not grants->'permissions' ? '*';
