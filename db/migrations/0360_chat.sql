-- Chat: the visitors of web pages, and what each of them is told, in its order.

create table chat_sessions (
  id uuid primary key default uuid_v7(),
  account_id uuid not null references channel_accounts on delete cascade,
  -- Who they are at the page on which they stand, as that page has proven.
  identity text check (length(identity) between 1 and 200),
  email text check (length(email) <= 320),
  name text check (length(name) <= 200),
  language text not null,
  begun_at timestamptz not null default now(),
  -- When they were last there.
  seen_at timestamptz not null default now(),
  typed_at timestamptz,
  last_sequence bigint not null default 0,
  delivered_to bigint not null default 0,
  read_to bigint not null default 0,
  -- Up to which line they were sent by mail what they had not seen.
  mailed_to bigint not null default 0
);
create unique index chat_sessions_identity on chat_sessions (account_id, identity) where identity is not null;
create index chat_sessions_account on chat_sessions (account_id);
create index chat_sessions_unheard on chat_sessions (seen_at)
  where email is not null and last_sequence > greatest(delivered_to, mailed_to);

-- By what a browser proves that it is a visitor's.
create table chat_tokens (
  token_hash text primary key,
  session_id uuid not null references chat_sessions on delete cascade,
  made_at timestamptz not null default now()
);
create index chat_tokens_session on chat_tokens (session_id);

-- What a visitor sees of their conversation, in the order in which it became theirs to see.
create table chat_lines (
  session_id uuid not null references chat_sessions on delete cascade,
  sequence bigint not null,
  message_id uuid not null references messages on delete cascade,
  primary key (session_id, sequence)
);
create unique index chat_lines_message on chat_lines (message_id, session_id);

-- By which account a message goes out, where that is not the one of its conversation: what is said in a chat goes on by mail.
alter table messages add column account_id uuid references channel_accounts;
create index messages_account on messages (account_id) where account_id is not null;
