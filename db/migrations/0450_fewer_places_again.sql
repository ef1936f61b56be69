-- Places that each person of an import had to find and nobody needed (decision 0450).

drop index parties_owner_name, parties_roles, parties_birth_date, parties_company, parties_name_sound, parties_name, parties_city;
create index parties_owner_name on parties (owner_id, kind, name, id) where owner_id is not null and archived_at is null;
create index parties_roles on parties using gin (roles) where roles <> '{}';
-- Those of one name or one day are few: they are put in order when they are read.
create index parties_name on parties (name, kind) where archived_at is null;
-- Of a city by name again: where names in one script stand before those in another, a walk through all names to those of a city
-- is a long one.
create index parties_city on parties (lower(address_city) collate "C", name) where address_city is not null;
-- People who sound alike are looked for by their birthday or their company besides, companies by the sound alone.
create index parties_birth_date on parties (birth_date, name_sound) where birth_date is not null and archived_at is null;
create index parties_company on parties (company_id, name_sound) where company_id is not null;
create index parties_name_sound on parties (name_sound) where kind = 'company' and archived_at is null;

-- One index finds whose an address is and keeps it from standing twice with a party; the other finds those of a party and keeps the
-- main one of a kind from standing twice: all others differ by their id.
drop index contact_points_found, contact_points_once, contact_points_main;
create unique index contact_points_once on contact_points (kind, normalised, party_id) where archived_at is null;
create unique index contact_points_of_party on contact_points (party_id, kind, (case when main then null else id end))
  nulls not distinct where archived_at is null;

drop index history_actor;
create index history_actor on history (actor_id, at, id) where actor_id is not null;
-- Most are one of these two, and a pattern takes longer than the rest of the row.
alter table history drop constraint history_kind_check;
alter table history add constraint history_kind_check
  check (kind in ('created', 'changed') or kind ~ '^[a-z][a-z_]{1,59}$') not valid;

-- On connections for writing in bulk, foreign keys are looked at by set and no trigger fires but those that always do.
do $$
declare one record;
begin
  for one in
    select t.tgrelid::regclass as relation, t.tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where not t.tgisinternal and pg_has_role(c.relowner, 'USAGE') order by 1, 2
  loop
    execute format('alter table %s enable always trigger %I', one.relation, one.name);
  end loop;
end $$;
