-- Who writes as fast as machines do, and what machines of ours write, is counted as mail comes.
create index messages_sender on messages (lower(sender), created_at) where direction = 'in';
create index messages_automatic on messages (created_at) where automatic and direction = 'out';
