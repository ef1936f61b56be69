-- What was answered to a request that came with an Idempotency-Key, so that the same request gets the same answer and
-- does nothing twice. Written in the transaction of what it answers for, and kept for a day.
create table kept_answers (
  -- `key:<id>` of an API key, `user:<id>` of somebody signed in.
  caller text not null,
  key_hash bytea not null,
  request_hash bytea not null,
  -- Status and body, sealed: an answer may hold a new key or a link that lets somebody in.
  answer bytea not null check (length(answer) <= 1100000),
  at timestamptz not null,
  primary key (caller, key_hash)
);
create index kept_answers_at on kept_answers (at);
