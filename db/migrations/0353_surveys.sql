-- How satisfied they were with how their ticket was solved.
alter table tickets
  add column satisfaction integer check (satisfaction between 1 and 5),
  add column satisfaction_comment text check (length(satisfaction_comment) <= 2000),
  add column surveyed_at timestamptz,
  add column rated_at timestamptz;
create index tickets_rated on tickets (rated_at desc nulls last, id desc) where rated_at is not null and archived_at is null;
