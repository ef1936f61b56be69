-- An import goes on in the background with no more than the rights of whoever started it: an API key may hold
-- fewer than its user. Null: started from the command line of the server.
alter table imports add column rights jsonb;
