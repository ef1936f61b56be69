-- Imports: a file that came in, how its rows become records, how far it got, and what became of each row.

create table imports (
  id uuid primary key default uuid_v7(),
  -- Files that were given together; taken in the order of `position`.
  session_id uuid not null,
  position integer not null default 0,
  file_name text not null check (length(file_name) between 1 and 255),
  file_size bigint not null,
  sha256 text not null,
  layout jsonb not null,
  -- Headings, samples and distinct values; whether the first row holds the headings.
  survey jsonb not null,
  row_count integer not null,
  object text,
  mapping jsonb,
  state text not null default 'prepared' check (state in ('prepared', 'waiting', 'running', 'done', 'cancelled', 'failed')),
  -- The number, in the file, of the last row that is dealt with. Moves in the transaction that writes the rows.
  cursor integer not null default 0,
  processed integer not null default 0,
  created integer not null default 0,
  updated integer not null default 0,
  unchanged integer not null default 0,
  failed integer not null default 0,
  problem jsonb,
  created_at timestamptz not null default now(),
  created_by uuid references users,
  started_at timestamptz,
  touched_at timestamptz not null default now(),
  finished_at timestamptz
);
create index imports_session on imports (session_id, position);
create index imports_creator on imports (created_by, created_at desc);
create index imports_active on imports (touched_at) where state in ('waiting', 'running');
-- The same file into the same records is taken once at a time.
create unique index imports_once on imports (sha256, object) where state in ('waiting', 'running');

-- What became of each row: written together with its record, so no row is lost or taken twice.
create table import_rows (
  import_id uuid not null references imports on delete cascade,
  row integer not null,
  outcome text not null check (outcome in ('created', 'updated', 'unchanged', 'failed')),
  record_id uuid,
  -- Of a failed row: what was wrong, and its cells for the file to mend.
  problems jsonb,
  cells jsonb,
  primary key (import_id, row)
);
create index import_rows_outcome on import_rows (import_id, outcome, row);

-- Records made by name on the way: the company of a deal, the manager of a seller.
create table import_made (
  import_id uuid not null references imports on delete cascade,
  object text not null,
  record_id uuid not null,
  title text not null,
  -- The row of the same file that turned out to describe it.
  row integer,
  primary key (import_id, object, record_id)
);
create index import_made_title on import_made (import_id, object, title) where row is null;
