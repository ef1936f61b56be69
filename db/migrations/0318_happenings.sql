-- What happened with a document, by the key of its words and their values: each reader is told in their own language.
alter table interactions add column happening jsonb;
