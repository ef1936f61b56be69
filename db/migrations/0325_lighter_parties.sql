-- A main address or number has no words of its own any more: those of its party are the same. Each person of an import has two such, and
-- their words were the dearest part of writing it down, and the largest index.

drop index contact_points_words;
alter table contact_points drop column search_words, add column search_words tsvector generated always as (
  case when not main or archived_at is not null then search_words('v', value) || search_phone('v', value) end) stored;
create index contact_points_words on contact_points using gin (search_words) with (gin_pending_list_limit = 256)
  where search_words is not null;

-- One index serves the list of people, that of companies and the pickers of both: what is of another kind is passed over in the index
-- itself. Two of them were two places by name that each row has to find.
drop index parties_name;
drop index parties_any_name;
create index parties_name on parties (name, id, kind) where archived_at is null;
