-- Who looked at the product as another user: by which session, from when until when.
create table viewings (
  id uuid primary key default uuid_v7(),
  -- Null once the session is gone; the row stays.
  session_id uuid references auth.session on delete set null,
  viewer_id uuid not null references users,
  viewed_id uuid not null references users,
  begun_at timestamptz not null default now(),
  -- Ends by itself then, whether or not it was ended before.
  ends_at timestamptz not null,
  ended_at timestamptz,
  check (viewer_id <> viewed_id)
);
create unique index viewings_session on viewings (session_id) where ended_at is null;
create index viewings_viewed on viewings (viewed_id, begun_at desc);

create constraint trigger access_of_viewings after insert or update or delete
  on viewings deferrable initially deferred for each row execute function access_changed();
