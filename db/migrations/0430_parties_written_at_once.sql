-- A million people took the database longer to take in than it must (decision 0430).

-- The words of a party and the sound of its name may be told by whoever writes many; whatever leaves them out, and every change of
-- what they are made of, has them made here as before.
alter table parties
  alter column search_words drop expression,
  alter column name_sound drop expression;
alter table parties alter column name_sound type text collate "C";

create function reckon_party() returns trigger language plpgsql as $$
begin
  new.search_words := public.search_title(left(new.kind, 1) || 'n', new.name)
    || coalesce(public.search_words(left(new.kind, 1) || 'e', new.email), '')
    || coalesce(public.search_phone(left(new.kind, 1) || 'p', new.phone), '')
    || coalesce(public.search_words(left(new.kind, 1) || 'w', regexp_replace(new.website, '^https?://(www\.)?', '')), '')
    || coalesce(public.search_words('cl', new.legal_name), '')
    || coalesce(public.search_number('ct', new.tax_number), '')
    || coalesce(public.search_number('cr', new.registration_number), '');
  new.name_sound := public.name_sound(new.kind,
    case when new.kind = 'person' and new.given_name is not null and new.family_name is not null
      then new.given_name || ' ' || new.family_name else new.name end);
  return new;
end
$$;

create trigger parties_reckoned before insert on parties
  for each row when (new.search_words is null) execute function reckon_party();
create trigger parties_reckoned_again
  before update of kind, name, given_name, family_name, email, phone, website, legal_name, tax_number, registration_number, search_words, name_sound
  on parties for each row execute function reckon_party();

-- What is looked for regardless of case is compared byte by byte, as sounds are now: only what is put in order for people follows a language.
do $$
declare
  folded record;
begin
  for folded in
    select x.relname as index, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i join pg_class x on x.oid = i.indexrelid join pg_namespace n on n.oid = x.relnamespace
    where n.nspname = 'public' and not i.indisunique and x.relname <> 'messages_sender' and pg_get_indexdef(i.indexrelid) ~ 'USING btree \(lower\('
  loop
    execute format('drop index %I', folded.index);
    execute regexp_replace(folded.definition, 'lower\(("[^"]+"|[^()]+)\)', '(lower(\1) collate "C")');
  end loop;
end $$;
-- Those of one city come in the order in which they were made, and go to the end of their part of the tree. Few of them are put in order as
-- they are read; many are met soon enough in the order of all names.
drop index parties_city;
create index parties_city on parties ((lower(address_city) collate "C"), id);

-- One index finds the relations of a party and keeps the one that stands from standing twice.
drop index relations_from;
drop index relations_once;
create unique index relations_once
  on relations (from_id, kind, to_id, (case when archived_at is null and ended_on is null then null else id end)) nulls not distinct;

-- What an import did with its rows is noted in one row a batch and outcome, instead of one a row: two trees fewer that each row has to find
-- its place in. Only rows that failed have one of their own.
create table import_outcomes (
  import_id uuid not null references imports on delete cascade,
  outcome text not null check (outcome in ('created', 'updated', 'unchanged')),
  -- Batches of one import never overlap, so that these are in the order of the file.
  last_row integer not null,
  rows integer[] not null,
  records uuid[] not null check (cardinality(rows) = cardinality(records)),
  primary key (import_id, outcome, last_row)
);
-- Ids do not get smaller by trying.
alter table import_outcomes alter column records set storage external, alter column rows set storage external;

insert into import_outcomes (import_id, outcome, last_row, rows, records)
  select import_id, outcome, max(row), array_agg(row order by row), array_agg(record_id order by row)
  from import_rows where outcome <> 'failed' group by import_id, outcome, row / 500;
delete from import_rows where outcome <> 'failed';
drop index import_rows_outcome;
alter table import_rows rename to import_failed_rows;
alter table import_failed_rows drop column outcome, drop column record_id;
alter index import_rows_pkey rename to import_failed_rows_pkey;
alter table import_failed_rows rename constraint import_rows_import_id_fkey to import_failed_rows_import_id_fkey;
