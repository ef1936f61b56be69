-- What is exported to a place, or imported from one, by the clock.
create table schedules (
  id uuid primary key default uuid_v7(),
  name text not null check (length(name) between 1 and 100),
  kind text not null check (kind in ('export', 'import')),
  -- Imports may come from an address instead.
  place_id uuid references places,
  -- The list with its format and name of the file; or the template, the pattern of names and the address.
  definition jsonb not null,
  rhythm jsonb not null,
  -- In whose name, with no more than they might when they said so.
  owner_id uuid not null references users,
  rights jsonb not null,
  -- When it is due next; null while it is switched off.
  next_at timestamptz,
  off_reason text check (off_reason in ('by_hand', 'failing')),
  created_at timestamptz not null default now(),
  created_by uuid references users,
  updated_at timestamptz not null default now(),
  updated_by uuid references users,
  version integer not null default 1,
  check ((next_at is null) = (off_reason is not null))
);
create index schedules_due on schedules (next_at) where next_at is not null;
create index schedules_place on schedules (place_id) where place_id is not null;

-- A run for each time that one is due, and no second one.
create table schedule_runs (
  id uuid primary key default uuid_v7(),
  schedule_id uuid not null references schedules on delete cascade,
  due_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  -- Who runs it at the moment. One that was taken for dead finds another's here, and gives up.
  run_id uuid,
  attempts integer not null default 0,
  next_try_at timestamptz not null default now(),
  -- What was put there or taken.
  files jsonb not null default '[]',
  problem jsonb,
  started_at timestamptz,
  touched_at timestamptz not null default now(),
  finished_at timestamptz,
  unique (schedule_id, due_at)
);
create index schedule_runs_open on schedule_runs (next_try_at) where state in ('waiting', 'running');
create index schedule_runs_finished on schedule_runs (finished_at) where finished_at is not null;

-- Files that an import took, by their content; `mark` tells an unchanged one without reading it.
create table schedule_taken (
  schedule_id uuid not null references schedules on delete cascade,
  name text not null,
  size bigint not null,
  sha256 text not null,
  mark text,
  import_id uuid,
  taken_at timestamptz not null default now(),
  primary key (schedule_id, name, sha256)
);
