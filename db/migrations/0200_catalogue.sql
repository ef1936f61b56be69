-- What is sold: categories in a tree, kinds, units, variants, bundles. The room of sales had the products before.

create table product_categories (
  id uuid primary key default uuid_v7(),
  name text not null check (length(name) between 1 and 200),
  parent_id uuid references product_categories check (parent_id <> id),
  position integer not null default 0,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (search_title('n', name)) stored
);
create index product_categories_parent on product_categories (parent_id);

alter table products
  add column kind text not null default 'goods' check (kind in ('goods', 'service', 'bundle')),
  add column category_id uuid references product_categories,
  add column variant_of_id uuid references products check (variant_of_id <> id),
  add column barcode text,
  add column tax_class text not null default 'standard',
  add column cost numeric, add column cost_currency text,
  add column quantity_decimals integer check (quantity_decimals between 0 and 6),
  add column stocked boolean not null default false,
  add column picture_id uuid references files,
  add check (not stocked or kind = 'goods'),
  add check (price >= 0), add check (cost >= 0);

-- The group that was written on each product becomes a category.
insert into product_categories (name, position)
select family, row_number() over (order by family) - 1 from (select distinct family from products where family <> '') f;
update products p set category_id = c.id from product_categories c where c.name = p.family;

-- Units are keys with a name in every language; what is none of them becomes one of the organisation's own.
update products set unit = coalesce((
  select key from (values
    ('piece', '{piece,pieces,pc,pcs,unit,units,each,unidad,unidades,ud,uds,"шт.",шт,штука,"бр.",бр,брой}'::text[]),
    ('set', '{set,sets,kit,juego,conjunto,комплект,"компл.",к-т}'),
    ('pack', '{pack,package,box,paquete,caja,упаковка,"упак.",уп,опаковка,пакет}'),
    ('hour', '{hour,hours,h,hora,horas,час,часа,ч}'),
    ('day', '{day,days,día,dia,días,день,дн,ден,дни}'),
    ('month', '{month,months,mes,meses,месяц,"мес.",мес,месец}'),
    ('year', '{year,years,año,años,год,година}'),
    ('kilogram', '{kg,kilogram,kilogramo,кг,килограмм,килограм}'),
    ('metre', '{m,metre,meter,metro,м,метр,метър}'),
    ('square_metre', '{m²,m2,sqm,м²,м2,кв.м}'),
    ('litre', '{l,litre,liter,litro,л,литр,литър}')
  ) known (key, words) where lower(btrim(products.unit)) = any (words)), unit)
where unit is not null;
insert into field_options (object, field, key, label, position)
select 'product', 'unit', 'own_' || row_number() over (order by unit), left(unit, 200), row_number() over (order by unit)
from (select distinct unit from products where unit not in
  ('piece', 'set', 'pack', 'hour', 'day', 'month', 'year', 'kilogram', 'metre', 'square_metre', 'litre')) u;
update products p set unit = o.key from field_options o
where o.object = 'product' and o.field = 'unit' and o.label = left(p.unit, 200);

alter table products drop column search_words;
alter table products drop column family;
alter table products add column search_words tsvector generated always as (
  search_title('n', name) || coalesce(search_number('c', code), '')
  || coalesce(search_number('b', barcode), '') || coalesce(search_words('d', description), '')) stored;
create index products_words on products using gin (search_words) with (gin_pending_list_limit = 256);
create unique index products_barcode on products (barcode) where archived_at is null;
create index products_category on products (category_id, name, id);
create index products_variant_of on products (variant_of_id) where variant_of_id is not null;
create index products_picture on products (picture_id) where picture_id is not null;

-- What tells a variant from the others of its product: size XL, colour blue.
create table variant_values (
  id uuid primary key default uuid_v7(),
  product_id uuid not null references products on delete cascade,
  attribute text not null check (length(attribute) between 1 and 60),
  value text not null check (length(value) between 1 and 60),
  position integer not null default 0,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz
);
create unique index variant_values_once on variant_values (product_id, attribute) where archived_at is null;

create table bundle_parts (
  id uuid primary key default uuid_v7(),
  bundle_id uuid not null references products on delete cascade,
  part_id uuid not null references products,
  quantity numeric not null default 1 check (quantity > 0 and quantity < 1e9),
  position integer not null default 0,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  check (part_id <> bundle_id)
);
create unique index bundle_parts_once on bundle_parts (bundle_id, part_id) where archived_at is null;
create index bundle_parts_part on bundle_parts (part_id);

-- Who worked with products works with what belongs to them; what a product costs is for those who may see the margin.
update roles set grants = jsonb_set(grants, '{objects}', grants->'objects' || (
  select jsonb_object_agg(name, case
    when roles.key = 'sales_manager' then
      '{"read": "all", "change": "all", "delete": "all", "create": true, "export": true, "bulk": true}'::jsonb
    else jsonb_build_object('read', 'all', 'change', 'none', 'delete', 'none', 'create', false,
      'export', coalesce((grants #>> '{objects,product,export}')::boolean, false), 'bulk', false) end)
  from unnest('{product_category,variant_value,bundle_part}'::text[]) name))
where key in ('sales_manager', 'salesperson', 'marketer', 'service_agent') and grants->'objects' ? 'product';
update roles set grants = jsonb_set(grants, '{objects,product,fields}',
  coalesce(grants #> '{objects,product,fields}', '{}') || '{"cost": "hidden"}')
where key in ('salesperson', 'marketer', 'service_agent') and grants->'objects' ? 'product';
