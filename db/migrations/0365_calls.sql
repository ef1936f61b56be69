-- Telephone: each call as its switchboard tells of it, in whatever order the news come.
create table calls (
  id uuid primary key default uuid_v7(),
  account_id uuid not null references channel_accounts on delete cascade,
  conversation_id uuid not null references conversations,
  -- What the switchboard calls it.
  source_id text not null check (length(source_id) between 1 and 200),
  direction text not null check (direction in ('in', 'out')),
  -- The number at the other end; null where it is withheld.
  number text,
  state text not null check (state in ('new', 'ringing', 'answered', 'held', 'ended')),
  agent_id uuid references users,
  started_at timestamptz not null,
  answered_at timestamptz,
  ended_at timestamptz,
  duration integer check (duration >= 0),
  outcome text check (outcome in ('reached', 'no_answer', 'busy', 'refused')),
  recording_id uuid references files,
  -- Where the recording lies, until it is here.
  recording_at text,
  message_id uuid references messages on delete set null,
  settled_at timestamptz,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  unique (account_id, source_id)
);
create index calls_conversation on calls (conversation_id);
create index calls_started on calls (started_at desc nulls last, id desc) where archived_at is null;
create index calls_agent on calls (agent_id, started_at desc) where agent_id is not null;
create index calls_message on calls (message_id) where message_id is not null;
create index calls_recording on calls (recording_id) where recording_id is not null;
create index calls_running on calls (updated_at) where state <> 'ended';
create index calls_unsettled on calls (ended_at) where state = 'ended' and settled_at is null;
create index calls_to_record on calls (id) where recording_at is not null;

create table call_events (
  call_id uuid not null references calls on delete cascade,
  seq integer not null,
  kind text not null check (kind in ('new', 'ringing', 'answered', 'held', 'resumed', 'transferred', 'ended')),
  at timestamptz not null,
  agent_id uuid references users,
  cause text,
  primary key (call_id, seq, kind)
);
create index call_events_agent on call_events (agent_id) where agent_id is not null;

-- At which extension of a line somebody of ours is reached.
create table phone_extensions (
  account_id uuid not null references channel_accounts on delete cascade,
  extension text not null check (length(extension) between 1 and 60),
  user_id uuid not null references users,
  primary key (account_id, extension),
  unique (account_id, user_id)
);
create index phone_extensions_user on phone_extensions (user_id);

update roles set grants = jsonb_set(grants, '{objects}', grants -> 'objects' || jsonb_build_object('call',
    jsonb_build_object('read', 'all', 'export', key in ('sales_manager', 'marketer'), 'create', false, 'bulk', false,
      'change', 'none', 'delete', 'none')))
where key in ('sales_manager', 'salesperson', 'marketer', 'service_agent') and not grants -> 'permissions' ? '*';
