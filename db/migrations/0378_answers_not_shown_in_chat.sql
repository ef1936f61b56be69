-- An answer that may be meant for who wrote by mail, and not for a visitor who proved nothing: it goes by mail alone.
alter table chat_lines add column hidden boolean not null default false;
create index chat_lines_hidden on chat_lines (session_id, sequence) where hidden;
