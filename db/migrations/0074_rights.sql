-- Exporting and changing in bulk are granted by object; until now two permissions said it for all objects alike.

create function grants_by_object(grants jsonb) returns jsonb language sql immutable as $$
  select grants || jsonb_build_object(
    'objects', (
      select coalesce(jsonb_object_agg(o.key, o.value || jsonb_build_object(
        'export', (p.list ? '*' or p.list ? 'exports:run') and coalesce(o.value->>'read', 'none') <> 'none',
        'bulk', (p.list ? '*' or p.list ? 'records:bulk')
          and (coalesce(o.value->>'change', 'none') <> 'none' or coalesce(o.value->>'delete', 'none') <> 'none'))), '{}')
      from jsonb_each(grants->'objects') o),
    'permissions', p.list - 'exports:run' - 'records:bulk')
  from (select grants->'permissions') p (list)
$$;
update roles set grants = grants_by_object(grants);
update imports set rights = grants_by_object(rights) where rights is not null;
drop function grants_by_object;

-- Sharing a record takes a permission of its own, which the people who work with customers have.
update roles set grants = jsonb_set(grants, '{permissions}', grants->'permissions' || '["records:share"]')
where key in ('sales_manager', 'salesperson', 'marketer', 'service_agent') and not grants->'permissions' ? '*';

-- One record shared with a user or a team, beyond what their roles reach.
create table record_shares (
  id uuid primary key default uuid_v7(),
  -- The names the record goes by: its object, and the wider one of which that is a face (company, party).
  objects text[] not null check (cardinality(objects) > 0),
  record_id uuid not null,
  user_id uuid references users on delete cascade,
  team_id uuid references teams on delete cascade,
  access text not null check (access in ('read', 'change')),
  created_at timestamptz not null default now(),
  created_by uuid references users,
  check ((user_id is null) <> (team_id is null)),
  unique (record_id, user_id),
  unique (record_id, team_id)
);
create index record_shares_user on record_shares (user_id) where user_id is not null;
create index record_shares_team on record_shares (team_id) where team_id is not null;

-- Counts each change to who may come in and what they may do. Whoever remembers an actor remembers the count beside
-- it and looks at it with each request, so that a change holds at once in every process.
create table access_version (
  only_one boolean primary key default true check (only_one),
  version bigint not null default 1
);
insert into access_version default values;

-- Once a transaction, at its end: everybody's row is locked for a moment only.
create function access_changed() returns trigger language plpgsql as $$
begin
  if current_setting('rapport.access_changed', true) is distinct from pg_current_xact_id()::text then
    perform set_config('rapport.access_changed', pg_current_xact_id()::text, true);
    update access_version set version = version + 1;
  end if;
  return null;
end $$;

create constraint trigger access_of_users after update of active, archived_at, team_id, manager_id, locale, time_zone
  on users deferrable initially deferred for each row execute function access_changed();
create constraint trigger access_of_teams after insert or update or delete
  on teams deferrable initially deferred for each row execute function access_changed();
create constraint trigger access_of_roles after update or delete
  on roles deferrable initially deferred for each row execute function access_changed();
create constraint trigger access_of_user_roles after insert or update or delete
  on user_roles deferrable initially deferred for each row execute function access_changed();
create constraint trigger access_of_shares after insert or update or delete
  on record_shares deferrable initially deferred for each row execute function access_changed();
create constraint trigger access_of_keys after update of revoked_at or delete
  on api_keys deferrable initially deferred for each row execute function access_changed();
create constraint trigger access_of_sessions after delete
  on auth.session deferrable initially deferred for each row execute function access_changed();
create constraint trigger access_of_organisation after update of locale, time_zone
  on organisation deferrable initially deferred for each row execute function access_changed();
