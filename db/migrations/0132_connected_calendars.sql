-- Calendars elsewhere with which a user keeps their tasks and meetings in step.

create table calendar_connections (
  id uuid primary key default uuid_v7(),
  user_id uuid not null references users,
  address text not null check (length(address) <= 2000),
  user_name text not null check (length(user_name) between 1 and 320),
  -- Sealed.
  password bytea not null,
  -- Why it stands still or fails; null while all is well. Paused ones wait for their user.
  trouble text check (trouble in ('sign_in', 'address', 'gone', 'unreachable', 'answer')),
  paused boolean not null default false,
  failed_rounds integer not null default 0,
  looked_at timestamptz,
  -- When it is its turn; while a process works on it, when another may take over.
  next_look_at timestamptz not null default now(),
  created_at timestamptz not null default now()
);
create index calendar_connections_due on calendar_connections (next_look_at) where not paused;
create index calendar_connections_user on calendar_connections (user_id);

create table connected_calendars (
  id uuid primary key default uuid_v7(),
  connection_id uuid not null references calendar_connections on delete cascade,
  address text not null check (length(address) <= 2000),
  title text not null,
  component text not null check (component in ('VTODO', 'VEVENT')),
  -- Null while it is not kept in step; else since when.
  chosen_at timestamptz,
  -- New ones of the user go into it.
  takes_new boolean not null default false,
  -- What the calendar answered last when it was asked whether anything in it has changed.
  state text,
  unique (connection_id, address, component)
);

-- An entry there and the record it is here, as both were when they were last the same.
create table connected_entries (
  calendar_id uuid not null references connected_calendars on delete cascade,
  href text not null check (length(href) <= 2000),
  -- Null where the entry could not become a record.
  record_id uuid,
  uid text not null,
  tag text,
  version integer not null default 0,
  body text not null,
  said jsonb not null default '{}',
  primary key (calendar_id, href)
);
create index connected_entries_record on connected_entries (record_id);
create index connected_entries_uid on connected_entries (md5(uid));
