-- Address books and calendars of other programs: the passwords by which they come in, and what they keep of a record besides
-- what we know of it.

create table app_passwords (
  id uuid primary key default uuid_v7(),
  user_id uuid not null references users,
  -- What it is for: "Telephone".
  name text not null check (length(name) between 1 and 200),
  hash text not null unique,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index app_passwords_user on app_passwords (user_id) where revoked_at is null;
create constraint trigger access_of_app_passwords after delete or update of revoked_at on app_passwords
  deferrable initially deferred for each row execute function access_changed();

-- A record as a user's program put it: under which name and id, the whole text of it, and what we said of the record then. A
-- line of the program is given back as it was for as long as we would say the same. Kept when the record is deleted, so
-- that its name can be told to be gone.
create table sync_items (
  record_id uuid primary key,
  object text not null check (object in ('task', 'person')),
  user_id uuid not null references users,
  name text not null check (length(name) between 1 and 400),
  uid text not null check (length(uid) between 1 and 1000),
  body text not null check (length(body) <= 2000000),
  said jsonb not null,
  put_at timestamptz not null
);
create unique index sync_items_name on sync_items (user_id, object, name);
create index sync_items_uid on sync_items (user_id, object, md5(uid));

-- Rows there are all from the sources of before: looking at each again would take long.
alter table history drop constraint history_source_check,
  add constraint history_source_check check (source in ('screen', 'api', 'import', 'rule', 'system', 'sync')) not valid;

-- Secret addresses under which a calendar reads what is to come, one for each user and kind.
create table calendar_feeds (
  id uuid primary key default uuid_v7(),
  user_id uuid not null references users,
  kind text not null check (kind in ('my_tasks', 'my_meetings', 'team_tasks', 'team_meetings')),
  hash text not null unique,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
create unique index calendar_feeds_kind on calendar_feeds (user_id, kind) where revoked_at is null;
