-- Which part of a deal's amount each of its products has, by what its lines come to: told once here, read by whoever shares amounts among
-- products. The parts of a deal are one whole; what rounding leaves is the largest's.
create view product_shares_reckoned as
select deal_id, product_id, part + case when place = 1 then 1 - sum(part) over deal else 0 end as share
from (
  select deal_id, product_id, row_number() over (partition by deal_id order by worth desc, product_id) as place,
    round(case when sum(worth) over deal > 0 then worth / sum(worth) over deal else 1.0 / count(*) over deal end, 12) as part
  from (select deal_id, product_id, sum(quantity * coalesce(price, 0) * (100 - discount)) as worth
    from deal_products where archived_at is null group by 1, 2) whole
  window deal as (partition by deal_id)) parts
window deal as (partition by deal_id);

-- The same, kept with the lines: a report of hundreds of thousands of them has no time to weigh each against its deal.
create table deal_product_shares (
  deal_id uuid not null references deals on delete cascade,
  product_id uuid not null references products,
  share numeric not null,
  primary key (deal_id, product_id)
);

insert into deal_product_shares (deal_id, product_id, share)
select deal_id, product_id, share from product_shares_reckoned order by 1, 2;
create index deal_product_shares_product on deal_product_shares (product_id);

create function keep_product_shares(of_deals uuid[]) returns void language plpgsql as $$
begin
  -- Who writes lines of the same deal waits, so that the later one weighs all of them.
  perform from deals where id = any(of_deals) order by id for no key update;
  delete from deal_product_shares k where k.deal_id = any(of_deals)
    and not exists (select from deal_products l where l.deal_id = k.deal_id and l.product_id = k.product_id and l.archived_at is null);
  insert into deal_product_shares as k (deal_id, product_id, share)
  select deal_id, product_id, share from product_shares_reckoned where deal_id = any(of_deals) order by 1, 2
  on conflict (deal_id, product_id) do update set share = excluded.share where k.share <> excluded.share;
end $$;

-- Here and not in the rules of lines, so that none who writes them can forget it.
create function share_among_products() returns trigger language plpgsql as $$
begin
  case tg_op
    when 'INSERT' then perform keep_product_shares(array(select distinct deal_id from lines_after));
    when 'DELETE' then perform keep_product_shares(array(select distinct deal_id from lines_before));
    else perform keep_product_shares(array(select deal_id from lines_before union select deal_id from lines_after));
  end case;
  return null;
end $$;
create trigger added_lines_are_shared after insert on deal_products
  referencing new table as lines_after for each statement execute function share_among_products();
create trigger changed_lines_are_shared after update on deal_products
  referencing old table as lines_before new table as lines_after for each statement execute function share_among_products();
create trigger removed_lines_are_shared after delete on deal_products
  referencing old table as lines_before for each statement execute function share_among_products();

drop index deal_products_worth;
alter table deal_products drop column worth;
