-- The inbox: what its lists and counters read, who has read what, what is being written, and who looks.

create index conversations_account_state on conversations (account_id, state, last_message_at desc nulls last, id desc)
  where archived_at is null;

-- Until when one of us has read a conversation; what came later is unread for them.
create table conversation_reads (
  user_id uuid not null references users on delete cascade,
  conversation_id uuid not null references conversations on delete cascade,
  at timestamptz not null,
  primary key (user_id, conversation_id)
);
create index conversation_reads_conversation on conversation_reads (conversation_id);

-- What is being written in a conversation, by all who answer in it together.
create table conversation_drafts (
  conversation_id uuid primary key references conversations on delete cascade,
  kind text not null check (kind in ('reply', 'note')),
  body text not null check (length(body) <= 200000),
  recipients jsonb not null default '{}',
  file_ids uuid[] not null default '{}',
  version integer not null default 1,
  changed_by uuid not null references users,
  changed_at timestamptz not null default now()
);
create index conversation_drafts_changed_by on conversation_drafts (changed_by);

-- Who looks at a conversation or writes in it at this moment. Gone after a crash, and so it may be.
create unlogged table conversation_watchers (
  conversation_id uuid not null,
  user_id uuid not null,
  doing text not null check (doing in ('looking', 'typing')),
  until timestamptz not null,
  primary key (conversation_id, user_id)
);
create index conversation_watchers_until on conversation_watchers (until);
