-- What records are called in the systems that they came from: a repeated import knows them again, and files find each
-- other by it. The record is known by its object and id, as in import_made: a ledger of what imports were told. Records that became
-- one are followed through their merges, so that nothing is turned here.

create table external_ids (
  system text not null check (length(system) <= 60),
  -- What the file was about there: contacts, deals. One system numbers each of its kinds anew.
  entity text not null check (length(entity) <= 60),
  external_id text not null check (length(external_id) <= 200),
  object text not null,
  record_id uuid not null,
  -- The unit that was told; taken back, it takes the id along.
  unit_id uuid not null,
  primary key (system, entity, external_id)
);
create index external_ids_record on external_ids (record_id);
create index external_ids_unit on external_ids (unit_id);

-- Links by such an id whose record is not there yet: a later row or file brings it.
create table links_to_come (
  system text not null,
  entity text not null,
  external_id text not null check (length(external_id) <= 200),
  object text not null,
  record_id uuid not null,
  field text not null,
  unit_id uuid not null,
  primary key (system, entity, external_id, record_id, field)
);
create index links_to_come_unit on links_to_come (unit_id);
