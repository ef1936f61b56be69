-- Products are grouped by categories: what was to be sold of a family is to be sold of the category that came of it.
alter table targets add column category_id uuid references product_categories on delete cascade;
update targets t set category_id = c.id from product_categories c where c.name = t.family;
delete from targets where family is not null and category_id is null;
drop index targets_once;
alter table targets drop column family;
alter table targets add check (num_nonnulls(product_id, category_id) <= 1);
create unique index targets_once on targets (starts_on, unit, measure, user_id, team_id, product_id, category_id) nulls not distinct;
create index targets_category on targets (category_id);
