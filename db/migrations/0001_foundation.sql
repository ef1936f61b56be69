-- What every table stands on: ids that sort by time, text folded for search, history, outbox.

create extension if not exists pg_trgm;

-- UUID version 7 (RFC 9562); PostgreSQL brings its own only from 18 on.
create function uuid_v7() returns uuid language sql volatile parallel safe as $$
  select encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid())
        placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
        from 1 for 6),
      52, 1), 53, 1), 'hex')::uuid
$$;

-- Lower case, without accents, Cyrillic written in Latin: so that "Ivanov" finds "Иванов" and the other way round.
create function search_fold(input text) returns text language sql immutable strict parallel safe as $$
  select translate(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(lower(input),
      'щ', 'sht'), 'ж', 'zh'), 'ч', 'ch'), 'ш', 'sh'), 'ю', 'yu'), 'я', 'ya'), 'ц', 'ts'), 'х', 'h'), 'ё', 'e'), 'ß', 'ss'),
    'абвгдезийклмнопрстуфъыьэáàâäãåéèêëíìîïóòôöõúùûüñçý',
    'abvgdeziyklmnoprstufa' || 'y' || 'ʹ' || 'e' || 'aaaaaaeeeeiiiiooooouuuuncy')
$$;

create table organisation (
  only_one boolean primary key default true check (only_one),
  name text not null check (length(name) between 1 and 200),
  locale text not null check (locale in ('en', 'es', 'ru', 'bg')),
  country text not null check (country ~ '^[A-Z]{2}$'),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  time_zone text not null,
  set_up_at timestamptz not null default now(),
  settings jsonb not null default '{}'
);

create table teams (
  id uuid primary key default uuid_v7(),
  name text not null check (length(name) between 1 and 200),
  parent_id uuid references teams,
  manager_id uuid,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), updated_by uuid,
  version integer not null default 1, archived_at timestamptz,
  search_text text generated always as (search_fold(name)) stored
);

create table users (
  id uuid primary key default uuid_v7(),
  name text not null check (length(name) between 1 and 200),
  email text check (email = lower(email)),
  phone text,
  job_title text,
  team_id uuid references teams,
  manager_id uuid references users,
  locale text check (locale in ('en', 'es', 'ru', 'bg')),
  time_zone text,
  -- Someone who left keeps what they did, but cannot sign in.
  active boolean not null default true,
  preferences jsonb not null default '{}',
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_text text generated always as (search_fold(name || ' ' || coalesce(email, ''))) stored
);
create unique index users_email on users (email) where archived_at is null;
create index users_team on users (team_id);
create index users_manager on users (manager_id);
alter table teams add foreign key (manager_id) references users;

create table roles (
  id uuid primary key default uuid_v7(),
  -- Key of a standard role, whose title the texts hold; null for one of the organisation's own.
  key text unique,
  name text not null check (length(name) between 1 and 200),
  grants jsonb not null,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_text text generated always as (search_fold(name)) stored
);

create table user_roles (
  user_id uuid not null references users on delete cascade,
  role_id uuid not null references roles on delete cascade,
  primary key (user_id, role_id)
);
create index user_roles_role on user_roles (role_id);

create table files (
  id uuid primary key default uuid_v7(),
  name text not null check (length(name) between 1 and 255),
  type text not null,
  size bigint not null check (size >= 0),
  sha256 text not null,
  created_at timestamptz not null default now(), created_by uuid references users
);

-- Options that the organisation added to a choice that is open.
create table field_options (
  object text not null,
  field text not null,
  key text not null check (key ~ '^[a-z0-9_]{1,60}$'),
  label text not null check (length(label) between 1 and 200),
  position integer not null default 0,
  primary key (object, field, key)
);

create table history (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor_id uuid,
  source text not null check (source in ('screen', 'api', 'import', 'rule', 'system')),
  object text not null,
  record_id uuid not null,
  kind text not null check (kind in ('created', 'changed', 'archived', 'restored')),
  changes jsonb not null
);
create index history_record on history (record_id, id desc);

-- The outbox. Read in the order (transaction, sequence) below the oldest running transaction:
-- sequences alone are not in the order of commit.
create table events (
  sequence bigint generated always as identity primary key,
  transaction xid8 not null default pg_current_xact_id(),
  at timestamptz not null default now(),
  name text not null,
  object text not null,
  records uuid[] not null,
  payload jsonb not null default '{}',
  actor_id uuid
);
create index events_order on events (transaction, sequence);

create table event_cursors (
  subscriber text primary key,
  transaction xid8 not null,
  sequence bigint not null
);

-- What a subscriber could not do after its last try; an administrator sees it and can replay.
create table event_failures (
  id bigint generated always as identity primary key,
  subscriber text not null,
  sequence bigint not null,
  attempts integer not null default 1,
  next_try_at timestamptz,
  error text not null,
  unique (subscriber, sequence)
);
