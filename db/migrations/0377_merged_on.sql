-- What was merged into a conversation goes on with it where that is merged itself: through which it came there, the first one first.
alter table conversation_merges add column through uuid[] not null default '{}';
