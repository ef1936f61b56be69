-- A way that deals have gone: the stages in which they stood and how many stays in each are over, in the order of the stages' ids.
-- There are few: what reports ask of hundreds of thousands of deals, they ask of these.
create table paths (
  id uuid primary key default uuid_v7(),
  stages uuid[] not null,
  stays integer[] not null,
  unique (stages, stays)
);

-- What the log of stages says of a deal, in one row that is written with the log.
create table deal_paths (
  deal_id uuid primary key references deals on delete cascade,
  path_id uuid not null references paths,
  -- How many seconds the stays took that are over, of each stage of the path.
  seconds integer[] not null
) with (fillfactor = 80);

-- The same, reckoned from the log.
create view paths_walked as
select deal_id, array_agg(stage_id order by stage_id) as stages, array_agg(stays order by stage_id) as stays,
  array_agg(seconds order by stage_id) as seconds
from (select deal_id, stage_id, count(left_at)::integer as stays,
    coalesce(sum(extract(epoch from left_at)::float8 - extract(epoch from entered_at)::float8), 0)::integer as seconds
  from stage_changes where archived_at is null group by 1, 2) s
group by 1;

create temporary table walked on commit drop as select * from paths_walked;
insert into paths (stages, stays) select distinct stages, stays from walked;
insert into deal_paths (deal_id, path_id, seconds)
select w.deal_id, p.id, w.seconds from walked w join paths p using (stages, stays);
create index deal_paths_path on deal_paths (path_id);

-- What a line of a deal comes to, by which the deal's amount is shared among its products; in the order in which they are shared.
alter table deal_products add column worth numeric generated always as (quantity * coalesce(price, 0) * (100 - discount)) stored;
create index deal_products_worth on deal_products (deal_id, product_id) include (worth) where archived_at is null;
