-- What else people write and look for: texts of interactions, what tasks, deals and products say besides their names.
-- Each under a mark of its own, as in 0088, so that words of a hidden field are not looked at.

-- The main addresses and numbers too: under `m`, as the party is found by those from its own words and must not be looked
-- for twice. A list of contact points finds both.
drop index contact_points_words;
alter table contact_points drop column search_words, add column search_words tsvector generated always as (
  search_words(case when main then 'm' else 'v' end, value) || search_phone(case when main then 'm' else 'v' end, value)) stored;
create index contact_points_words on contact_points using gin (search_words) with (gin_pending_list_limit = 256);

alter table interactions add column search_words tsvector generated always as (
  coalesce(search_title('s', subject), '') || coalesce(search_words('b', body), '')) stored;
create index interactions_words on interactions using gin (search_words) with (gin_pending_list_limit = 256);

alter table tasks drop column search_words, add column search_words tsvector generated always as (
  search_title('s', subject) || coalesce(search_words('d', description), '')) stored;
create index tasks_words on tasks using gin (search_words) with (gin_pending_list_limit = 256);

alter table deals drop column search_words, add column search_words tsvector generated always as (
  search_title('n', name) || coalesce(search_number('u', number), '')
  || coalesce(search_words('s', next_step), '') || coalesce(search_words('d', description), '')) stored;
create index deals_words on deals using gin (search_words) with (gin_pending_list_limit = 256);

alter table products drop column search_words, add column search_words tsvector generated always as (
  search_title('n', name) || coalesce(search_number('c', code), '')
  || coalesce(search_words('f', family), '') || coalesce(search_words('d', description), '')) stored;
create index products_words on products using gin (search_words) with (gin_pending_list_limit = 256);
