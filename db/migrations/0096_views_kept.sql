-- An undo beside a view refuses where somebody changed the view since, and brings back the very view that was deleted, with
-- its owner and with those who had it among their favourites.

alter table views add column version integer not null default 1;
alter table views add column removed_at timestamptz;

-- What is deleted opens no list, and another may do so in its place.
drop index views_opens_once;
create unique index views_opens_once on views (object, team_id) nulls not distinct where opens and removed_at is null;
