-- Who follows a conversation, and when the people of a queue are there.

create table conversation_followers (
  conversation_id uuid not null references conversations on delete cascade,
  user_id uuid not null references users on delete cascade,
  primary key (conversation_id, user_id)
);
create index conversation_followers_user on conversation_followers (user_id, conversation_id);

alter table queues
  -- As a chat has them: days as ISO counts them, by the clock of the organisation. None: always.
  add column hours jsonb not null default '[]',
  -- What is answered once outside of them, by language. Nothing: nothing.
  add column outside jsonb not null default '{}';

-- When a queue that was closed opens again, for those whom it told so: until then it tells nothing more.
create table conversation_outside_answers (
  conversation_id uuid primary key references conversations on delete cascade,
  until timestamptz not null
);

-- How much of what they can take the conversation itself is.
alter table conversation_routings add column weight integer not null default 1;
