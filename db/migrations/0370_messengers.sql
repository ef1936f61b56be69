-- Files that a messenger keeps for us until they are fetched.
create index messages_media on messages (at, id) where details ? 'media';
