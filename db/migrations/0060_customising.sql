-- What administrators made of objects and fields. Custom fields are real columns, custom objects real tables; these
-- rows say which. A standard object or field has a row where somebody changed something about it.
create table object_definitions (
  name text primary key check (name ~ '^[a-z][a-z0-9_]{0,59}$'),
  custom boolean not null,
  -- Of a custom object: label, description, icon, navigation, owned, numbered. Of a standard one: nothing yet.
  definition jsonb not null default '{}',
  -- Names of fields in the order that somebody put them into; others follow.
  field_order text[] not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid references users,
  updated_at timestamptz not null default now(),
  updated_by uuid references users,
  removed_at timestamptz,
  removed_by uuid references users
);

create table field_definitions (
  object text not null,
  name text not null check (name ~ '^[a-z][a-z0-9_]{0,59}$'),
  custom boolean not null,
  -- Of a custom field the whole field; of a standard one what was changed.
  definition jsonb not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid references users,
  updated_at timestamptz not null default now(),
  updated_by uuid references users,
  removed_at timestamptz,
  removed_by uuid references users,
  -- Removed because the object it points to was.
  removed_with text,
  primary key (object, name)
);
create index field_definitions_removed on field_definitions (removed_at) where removed_at is not null;

-- Counts the changes of all that: each process asks once a second whether it knows the newest.
create table catalogue_version (
  only_one boolean primary key default true check (only_one),
  version bigint not null default 1
);
insert into catalogue_version default values;

-- How the record page of an object is laid out, for everybody or for a team.
create table layouts (
  id uuid primary key default uuid_v7(),
  object text not null,
  team_id uuid references teams on delete cascade,
  definition jsonb not null,
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  updated_by uuid references users,
  unique nulls not distinct (object, team_id)
);
create index layouts_team on layouts (team_id);
