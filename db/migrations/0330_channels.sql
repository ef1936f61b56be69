-- Channels: what comes in and goes out by any of them, and the conversations that it belongs to.

-- A personal mailbox is kept to its user, from administrators too.
alter table kept_records
  add column user_ids uuid[] not null default '{}',
  add column personal boolean not null default false;

-- Where what comes in waits for somebody of ours.
create table queues (
  id uuid primary key default uuid_v7(),
  name text not null check (length(name) between 1 and 200),
  seen_by text not null default 'everyone' check (seen_by in ('everyone', 'teams')),
  position integer not null default 0,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (search_title('n', name)) stored
);
create index queues_position on queues (position, id) where archived_at is null;
create table queue_teams (
  queue_id uuid not null references queues on delete cascade,
  team_id uuid not null references teams,
  primary key (queue_id, team_id)
);
create index queue_teams_team on queue_teams (team_id);

-- An end of a channel that is ours: a mailbox, a telephone line, a bot, a chat on a page.
create table channel_accounts (
  id uuid primary key default uuid_v7(),
  name text not null check (length(name) between 1 and 200),
  kind text not null,
  address text,
  user_id uuid references users,
  queue_id uuid references queues,
  language text,
  unknown text not null default 'wait' check (unknown in ('wait', 'lead')),
  from_name text,
  signature text,
  active boolean not null default true,
  state text not null default 'unset' check (state in ('unset', 'working', 'sign_in_again', 'failing')),
  problem text,
  checked_at timestamptz,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (search_title('n', name) || coalesce(search_words('a', address), '')) stored
);
create index channel_accounts_name on channel_accounts (name, id) where archived_at is null;
create index channel_accounts_kind on channel_accounts (kind) where archived_at is null;
create index channel_accounts_user on channel_accounts (user_id) where user_id is not null;
create index channel_accounts_queue on channel_accounts (queue_id) where queue_id is not null;

-- How an account signs in and where it has got to. `sealed` opens with the secret of the installation alone.
create table channel_connections (
  account_id uuid primary key references channel_accounts on delete cascade,
  settings jsonb not null default '{}',
  sealed bytea,
  cursor jsonb not null default '{}',
  -- Who listens to it now, until when.
  held_by text,
  held_until timestamptz,
  changed_at timestamptz not null default now()
);

create table conversations (
  id uuid primary key default uuid_v7(),
  subject text,
  channel text not null,
  account_id uuid references channel_accounts,
  queue_id uuid references queues,
  party_id uuid references parties,
  contact text,
  contact_name text,
  state text not null default 'open' check (state in ('open', 'snoozed', 'closed', 'spam')),
  priority text not null default 'normal' check (priority in ('low', 'normal', 'high', 'urgent')),
  language text,
  tags text[] not null default '{}',
  preview text,
  messages integer not null default 0,
  last_message_at timestamptz not null default now(),
  -- Since when somebody waits for an answer of ours.
  waiting_since timestamptz,
  first_answer_at timestamptz,
  snoozed_until timestamptz,
  closed_at timestamptz,
  merged_into_id uuid references conversations,
  owner_id uuid references users,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (search_title('s', coalesce(subject, ''))
    || coalesce(search_words('c', contact), '') || coalesce(search_words('n', contact_name), '')) stored,
  check ((state = 'snoozed') = (snoozed_until is not null)),
  check ((state = 'closed') = (closed_at is not null))
);
create index conversations_newest on conversations (last_message_at desc nulls last, id desc) where archived_at is null;
create index conversations_state on conversations (state, last_message_at desc nulls last, id desc) where archived_at is null;
create index conversations_owner on conversations (owner_id, state, last_message_at desc nulls last, id desc) where archived_at is null;
create index conversations_owner_any on conversations (owner_id);
create index conversations_queue on conversations (queue_id, state, last_message_at desc nulls last, id desc) where archived_at is null;
create index conversations_queue_any on conversations (queue_id);
create index conversations_account on conversations (account_id, last_message_at desc nulls last, id desc);
create index conversations_party on conversations (party_id, last_message_at desc nulls last, id desc) where party_id is not null;
create index conversations_merged on conversations (merged_into_id) where merged_into_id is not null;
create index conversations_created on conversations (created_at, id) where archived_at is null;
create index conversations_waiting on conversations (waiting_since, id)
  where archived_at is null and waiting_since is not null;
create index conversations_snoozed on conversations (snoozed_until) where state = 'snoozed';
create index conversations_words on conversations using gin (search_words) with (gin_pending_list_limit = 256);

-- By what a message is told to belong to a conversation, most certain first: an id of a mail, a chat of a messenger.
create table conversation_keys (
  key text primary key check (length(key) between 1 and 1000),
  conversation_id uuid not null references conversations on delete cascade
);
create index conversation_keys_conversation on conversation_keys (conversation_id);

create table messages (
  id uuid primary key default uuid_v7(),
  conversation_id uuid not null references conversations on delete cascade,
  at timestamptz not null,
  direction text not null check (direction in ('in', 'out', 'note')),
  kind text not null default 'message' check (kind in ('message', 'call', 'form', 'event')),
  author_id uuid references users,
  sender text,
  sender_name text,
  recipients jsonb not null default '{}',
  subject text,
  body text,
  -- As it came: it is shown cleaned and in a frame of its own.
  html text,
  -- Where in `body` begins what was quoted or signed.
  own_length integer check (own_length >= 0),
  automatic boolean not null default false,
  external_id text,
  in_reply_to text,
  state text not null check (state in
    ('received', 'noted', 'queued', 'sending', 'sent', 'delivered', 'read', 'refused', 'bounced', 'unknown', 'withdrawn')),
  state_at timestamptz not null default now(),
  problem text,
  send_at timestamptz,
  attempts integer not null default 0,
  details jsonb not null default '{}',
  interaction_id uuid references interactions on delete set null,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (coalesce(search_words('b', body), ''::tsvector)) stored,
  check ((direction = 'in') = (state = 'received')),
  check ((direction = 'note') = (state = 'noted'))
);
create index messages_at on messages (at, id) where archived_at is null;
create index messages_conversation on messages (conversation_id, at, id);
create index messages_due on messages (send_at, id) where state = 'queued';
create index messages_sending on messages (state_at) where state = 'sending';
create index messages_external on messages (external_id) where external_id is not null;
create index messages_interaction on messages (interaction_id) where interaction_id is not null;
create index messages_author on messages (author_id) where author_id is not null;
create index messages_words on messages using gin (search_words) with (gin_pending_list_limit = 256);

create table message_files (
  id uuid primary key default uuid_v7(),
  message_id uuid not null references messages on delete cascade,
  file_id uuid not null references files,
  -- By which the text of a mail shows it in its midst.
  content_id text,
  position integer not null default 0,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz
);
create index message_files_message on message_files (message_id, position);
create index message_files_file on message_files (file_id);

-- What came in, told by the source's own identity, with its raw form; what was deleted keeps its line, so that it does not come again.
drop table receipts;
create table receipts (
  id uuid primary key default uuid_v7(),
  account_id uuid not null references channel_accounts on delete cascade,
  source_id text not null check (length(source_id) between 1 and 1000),
  at timestamptz not null default now(),
  raw bytea,
  sha256 bytea,
  state text not null default 'stored' check (state in ('stored', 'settled', 'unreadable', 'known', 'ignored', 'deleted')),
  problem text,
  attempts integer not null default 0,
  message_id uuid references messages on delete set null,
  unique (account_id, source_id)
);
create index receipts_stored on receipts (at, id) where state = 'stored';
create index receipts_unreadable on receipts (account_id, at) where state = 'unreadable';
create index receipts_message on receipts (message_id) where message_id is not null;
create index receipts_sha256 on receipts (account_id, sha256);

alter table interactions add constraint interactions_conversation_id_fkey
  foreign key (conversation_id) references conversations;
create index interactions_conversation on interactions (conversation_id) where conversation_id is not null;

update roles set grants = jsonb_set(jsonb_set(grants, '{permissions}',
    grants -> 'permissions' || '["conversations:answer"]'::jsonb
      || case key when 'sales_manager' then '["conversations:assign"]'::jsonb else '[]'::jsonb end),
  '{objects}', grants -> 'objects' || (
    select jsonb_object_agg(name, jsonb_build_object('read', 'all', 'export', key in ('sales_manager', 'marketer'),
      'create', true, 'bulk', true, 'change', 'all', 'delete', 'none'))
    from unnest(array['conversation', 'message', 'message_file']) as name) || (
    select jsonb_object_agg(name, jsonb_build_object('read', 'all', 'export', key in ('sales_manager', 'marketer'),
      'create', false, 'bulk', false, 'change', 'none', 'delete', 'none'))
    from unnest(array['queue', 'channel_account']) as name))
where key in ('sales_manager', 'salesperson', 'marketer', 'service_agent') and not grants -> 'permissions' ? '*';
