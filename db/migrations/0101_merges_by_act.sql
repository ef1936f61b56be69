-- The undo of an act asks whether it was a merge, or took one apart.
alter table merges add column separated_unit_id uuid;
create index merges_unit on merges (unit_id);
create index merges_separated_unit on merges (separated_unit_id) where separated_unit_id is not null;
