create table recycle_bin (
  record_id uuid primary key,
  object text not null,
  archived_at timestamptz not null,
  archived_by uuid,
  -- The record that took it along; null for what somebody archived itself.
  with_id uuid
);
create index recycle_bin_newest on recycle_bin (object, archived_at desc, record_id desc) where with_id is null;
create index recycle_bin_along on recycle_bin (with_id) where with_id is not null;
create index recycle_bin_oldest on recycle_bin (archived_at) where with_id is null;

insert into recycle_bin (record_id, object, archived_at, archived_by)
  select record_id, object, at, actor_id
  from (select distinct on (record_id) * from history where kind in ('archived', 'restored') order by record_id, id desc) last
  where kind = 'archived';

-- What is deleted for good leaves the receipt of its source: it must not come in a second time.
alter table receipts
  drop constraint receipts_interaction_id_fkey,
  add foreign key (interaction_id) references interactions on delete set null;
