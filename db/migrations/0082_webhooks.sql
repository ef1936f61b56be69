-- Webhooks: whom to tell of what, what is to be told, and how each try went.

create table webhooks (
  id uuid primary key default uuid_v7(),
  name text not null check (length(name) between 1 and 200),
  address text not null check (length(address) <= 2000),
  -- What it tells of, an entry for each object: { object, events, fields, filter }.
  topics jsonb not null,
  payload text not null check (payload in ('ids', 'records')),
  -- It tells what this user may see within this role.
  user_id uuid not null references users,
  role_id uuid not null references roles,
  -- Sealed, as are the headers: a JSON object of values by name.
  secret bytea not null,
  previous_secret bytea,
  previous_secret_until timestamptz,
  headers bytea,
  header_names text[] not null default '{}',
  -- Null while it is on.
  off_at timestamptz,
  off_reason text check (off_reason in ('by_hand', 'gone', 'failing', 'left', 'filter', 'secret')),
  -- Since when no try went well, how many rounds of tries that were, and until when it is left in peace.
  failing_since timestamptz,
  failed_rounds integer not null default 0,
  paused_until timestamptz,
  created_at timestamptz not null default now(),
  created_by uuid references users,
  updated_at timestamptz not null default now(),
  updated_by uuid references users,
  version integer not null default 1,
  check ((off_at is null) = (off_reason is null))
);

-- The one process that sends at the moment, if it is alive: it renews `until`.
create table webhook_sender (
  only_one boolean primary key default true check (only_one),
  holder uuid,
  until timestamptz not null default '-infinity'
);
insert into webhook_sender default values;

-- One call to one receiver: an event, and up to a hundred of its records. Written once for each event, however often
-- that is heard of.
create table webhook_deliveries (
  id uuid primary key default uuid_v7(),
  webhook_id uuid not null references webhooks on delete cascade,
  -- Of the outbox, and which hundred of its records; null for a test.
  event_sequence bigint,
  part integer not null default 0,
  object text,
  event text not null,
  records uuid[] not null default '{}',
  -- Fields that changed, and from where the change came.
  fields text[] not null default '{}',
  source text,
  happened_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed', 'skipped')),
  attempts integer not null default 0,
  next_try_at timestamptz,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  unique (webhook_id, event_sequence, object, part)
);
create index webhook_deliveries_due on webhook_deliveries (webhook_id, next_try_at) where state = 'waiting';
create index webhook_deliveries_newest on webhook_deliveries (webhook_id, id desc);
create index webhook_deliveries_age on webhook_deliveries (created_at);

create table webhook_attempts (
  id bigint generated always as identity primary key,
  delivery_id uuid not null references webhook_deliveries on delete cascade,
  at timestamptz not null,
  -- Milliseconds.
  duration integer not null,
  status integer,
  -- Why there was no answer.
  failure text,
  -- What was answered, as far as it is kept.
  answer text
);
create index webhook_attempts_delivery on webhook_attempts (delivery_id, id);
