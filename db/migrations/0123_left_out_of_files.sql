-- A file of any kind may hold something that becomes no rows; who imports it is told what.
alter table imports add column left_out jsonb not null default '[]';
