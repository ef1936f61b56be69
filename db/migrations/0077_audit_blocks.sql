-- Ids up to `last_id` that no block before holds. `content` is the SHA-256 of the entries; `rows` names each by its id
-- (8 bytes) and the beginning of its own SHA-256 (8 bytes), so that what was changed can be told. `hash` chains the
-- blocks; `seal` is keyed by a secret that is not in the database.
create table audit_blocks (
  number integer primary key check (number > 0),
  first_id bigint not null,
  last_id bigint not null check (last_id >= first_id),
  entries integer not null check (entries > 0),
  content bytea not null,
  rows bytea not null,
  hash bytea not null,
  seal bytea not null,
  sealed_at timestamptz not null
);
-- Digests do not shrink.
alter table audit_blocks alter column rows set storage external;

create trigger audit_blocks_only_grow before update or delete or truncate on audit_blocks
  for each statement execute function refuse_change();

