-- Records that were one and the same, and what was made of them. What the merge wrote stands in the history under its unit;
-- from there it is taken apart again.

create table merges (
  id uuid primary key default uuid_v7(),
  object text not null,
  survivor_id uuid not null,
  merged_ids uuid[] not null check (cardinality(merged_ids) between 1 and 50),
  unit_id uuid not null,
  merged_at timestamptz not null,
  merged_by uuid references users(id),
  -- What moved along that is no record, by those who know of it.
  besides jsonb not null default '{}',
  separated_at timestamptz,
  separated_by uuid references users(id)
);
create index merges_survivor on merges (survivor_id, merged_at desc);
create index merges_merged on merges using gin (merged_ids);
