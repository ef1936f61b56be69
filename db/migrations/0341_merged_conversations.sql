-- Conversations that became one, and which messages came along, so that they can be taken apart again.

create table conversation_merges (
  id uuid primary key default uuid_v7(),
  from_id uuid not null references conversations on delete cascade,
  into_id uuid not null references conversations on delete cascade,
  -- What the one that was merged away was before.
  state text not null,
  snoozed_until timestamptz,
  by uuid references users,
  at timestamptz not null default now()
);
create unique index conversation_merges_from on conversation_merges (from_id);
create index conversation_merges_into on conversation_merges (into_id);
create index conversation_merges_by on conversation_merges (by);

create table merged_messages (
  merge_id uuid not null references conversation_merges on delete cascade,
  message_id uuid not null references messages on delete cascade,
  primary key (merge_id, message_id)
);
create index merged_messages_message on merged_messages (message_id);
