-- One main address and one main number a party; a task's place on the timeline; what changed on one's own.

create unique index contact_points_main on contact_points (party_id, kind) where main and archived_at is null;

create index tasks_party_timeline on tasks (party_id, coalesce(done_at, created_at) desc, id desc) where party_id is not null;
create index tasks_deal_timeline on tasks (deal_id, coalesce(done_at, created_at) desc, id desc) where deal_id is not null;
drop index tasks_party;
drop index tasks_deal;

create index identity_documents_keep_until on identity_documents (keep_until);

create index parties_owner_updated on parties (owner_id, updated_at desc);
create index deals_owner_updated on deals (owner_id, updated_at desc);
create index tasks_owner_updated on tasks (owner_id, updated_at desc);
create index notes_owner_updated on notes (owner_id, updated_at desc);
drop index parties_owner;
drop index deals_owner;
