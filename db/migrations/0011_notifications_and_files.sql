create table notifications (
  id uuid primary key default uuid_v7(),
  user_id uuid not null references users on delete cascade,
  kind text not null,
  object text,
  record_id uuid,
  params jsonb not null default '{}',
  -- The same news, told twice by an event that came twice, is one line.
  once text,
  created_at timestamptz not null default now(),
  read_at timestamptz,
  unique (user_id, once)
);
create index notifications_newest on notifications (user_id, id desc);
create index notifications_unread on notifications (user_id) where read_at is null;

-- Where the content lies, `aa/bb/…`: random, so that neither name nor id leads to it.
alter table files add column location text not null unique;
create index files_creator on files (created_by);
