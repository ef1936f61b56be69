-- Exports: a list that is written to a file in the background, for the one who asked for it.
create table exports (
  id uuid primary key default uuid_v7(),
  object text not null,
  format text not null check (format in ('csv', 'xlsx', 'jsonl', 'parquet', 'vcard', 'icalendar')),
  -- Which records, and what of them: as the list is asked.
  request jsonb not null,
  file_name text not null check (length(file_name) between 1 and 255),
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'cancelled', 'failed')),
  -- Whoever writes at the moment. One that was taken for dead finds another's here, and gives up.
  run_id uuid,
  -- How often it was begun. What fails again and again is given up.
  runs integer not null default 0,
  -- How many records there are to write; beyond 20,000 an estimate.
  row_count integer not null,
  processed integer not null default 0,
  file_size bigint,
  problem jsonb,
  -- What whoever asked for it might do then: an API key may hold less than its user.
  rights jsonb not null,
  created_at timestamptz not null default now(),
  created_by uuid not null references users,
  touched_at timestamptz not null default now(),
  finished_at timestamptz
);
create index exports_creator on exports (created_by, created_at desc);
create index exports_active on exports (touched_at) where state in ('waiting', 'running');
create index exports_finished on exports (finished_at) where finished_at is not null;
