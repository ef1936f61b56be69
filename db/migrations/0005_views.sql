-- A saved way to look at a list: one's own, or shared with everybody who may see the object.
create table views (
  id uuid primary key default uuid_v7(),
  object text not null,
  name text not null check (length(name) between 1 and 100),
  kind text not null check (kind in ('table', 'board', 'calendar')),
  -- { filter, sort, columns, group }; checked anew for each reader, since fields and rights change.
  definition jsonb not null,
  owner_id uuid not null references users,
  shared boolean not null default false,
  position integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index views_object on views (object, position, name);
create index views_owner on views (owner_id);

-- The favourites of a user, in the navigation.
create table view_pins (
  user_id uuid not null references users on delete cascade,
  view_id uuid not null references views on delete cascade,
  pinned_at timestamptz not null default now(),
  primary key (user_id, view_id)
);
create index view_pins_view on view_pins (view_id);

-- The view in which a list opens for a user.
create table view_defaults (
  user_id uuid not null references users on delete cascade,
  object text not null,
  view_id uuid not null references views on delete cascade,
  primary key (user_id, object)
);
create index view_defaults_view on view_defaults (view_id);
