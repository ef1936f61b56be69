-- What the buyers of a web shop have picked out so far. Prices are not kept: they are reckoned each time a cart is read.
create table shop_carts (
  id uuid primary key default uuid_v7(),
  -- Null until the shop says who buys, at the latest when the order is placed.
  buyer_id uuid references parties on delete set null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- [{ "product": uuid, "quantity": decimal text }], in the order of the shop.
  lines jsonb not null check (jsonb_typeof(lines) = 'array' and jsonb_array_length(lines) <= 200),
  -- The order that was placed with it: one, ever.
  order_id uuid unique references orders on delete cascade,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(), created_by uuid not null references users,
  updated_at timestamptz not null default now()
);
create index shop_carts_buyer on shop_carts (buyer_id);
create index shop_carts_created_by on shop_carts (created_by);
create index shop_carts_expires_at on shop_carts (expires_at);

-- A shop asks for its orders by its own reference.
create index orders_reference_folded on orders (lower(reference));
