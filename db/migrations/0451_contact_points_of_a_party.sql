-- Contact points of a party are found by one index also where they lie in the bin: a merge turns all of them, and read the whole table.
drop index contact_points_of_party;
create unique index contact_points_of_party
  on contact_points (party_id, kind, (case when main and archived_at is null then null else id end)) nulls not distinct;
