-- What customers have of us, and what time their tickets take.

create table installed_products (
  id uuid primary key default uuid_v7(),
  name text not null check (length(name) between 1 and 300),
  product_id uuid references products,
  customer_id uuid not null references parties,
  serial text check (length(serial) <= 200),
  installed_on date,
  warranty_until date,
  location text,
  note text,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (search_title('n', name)
    || coalesce(search_words('s', serial), ''::tsvector)) stored
);
create index installed_products_customer on installed_products (customer_id, name, id);
create index installed_products_name on installed_products (name, id) where archived_at is null;
create index installed_products_product on installed_products (product_id) where product_id is not null;
create index installed_products_warranty on installed_products (warranty_until, id) where archived_at is null;
create index installed_products_words on installed_products using gin (search_words) with (gin_pending_list_limit = 256);

alter table tickets add column installed_product_id uuid references installed_products;
create index tickets_installed_product on tickets (installed_product_id) where installed_product_id is not null;

create table time_entries (
  id uuid primary key default uuid_v7(),
  ticket_id uuid not null references tickets on delete cascade,
  worked_on date not null,
  minutes integer not null check (minutes between 1 and 1440),
  user_id uuid references users,
  note text check (length(note) <= 500),
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz
);
create index time_entries_ticket on time_entries (ticket_id, worked_on);
create index time_entries_newest on time_entries (worked_on desc nulls last, id desc) where archived_at is null;
create index time_entries_user on time_entries (user_id, worked_on) where user_id is not null;

update roles set grants = jsonb_set(grants, '{objects}', grants -> 'objects' || (
    select jsonb_object_agg(name, case when key in ('service_agent', 'sales_manager')
      then jsonb_build_object('read', 'all', 'export', key = 'sales_manager', 'create', true, 'bulk', true, 'change', 'all', 'delete', 'all')
      else jsonb_build_object('read', 'all', 'export', key = 'marketer', 'create', false, 'bulk', false, 'change', 'none', 'delete', 'none') end)
    from unnest(array['installed_product', 'time_entry']) as name))
where key in ('sales_manager', 'salesperson', 'marketer', 'service_agent') and not grants -> 'permissions' ? '*';
