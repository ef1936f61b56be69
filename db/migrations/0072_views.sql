-- Views as galleries, in folders, shared with a team and those below it, and opening the list for whom they are shared with.
alter table views drop constraint views_kind_check;
alter table views
  add column team_id uuid references teams (id),
  add column folder text check (length(folder) between 1 and 60),
  add column opens boolean not null default false,
  add constraint views_kind_check check (kind in ('table', 'board', 'calendar', 'gallery')),
  add constraint views_audience_check check (not (shared and team_id is not null)),
  add constraint views_opens_check check (not opens or shared or team_id is not null);

create index views_team on views (team_id) where team_id is not null;
-- One view opens a list for everybody, and one for each team.
create unique index views_opens_once on views (object, team_id) nulls not distinct where opens;
