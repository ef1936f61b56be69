-- The outbox as other systems read it: which outbox it is, and up to where it has been forgotten. Places in it mean nothing
-- to another one, such as that of a restored database, which gets a name of its own.

create table event_log (
  only_one boolean primary key default true check (only_one),
  name uuid not null default gen_random_uuid(),
  forgotten_transaction xid8 not null default '0',
  forgotten_sequence bigint not null default 0
);
insert into event_log (forgotten_transaction, forgotten_sequence)
  select coalesce((select transaction from events order by transaction, sequence limit 1), '0'),
    coalesce((select sequence - 1 from events order by transaction, sequence limit 1), 0);
