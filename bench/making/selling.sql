-- What selling is measured by: what was offered with each deal, against whom, and where the deals came from.

insert into product_categories (id, name, position)
select making.id('product_category', n, 1000), 'Category ' || n, n from generate_series(0, 11) n;
insert into products (id, name, code, category_id, price, price_currency)
select making.id('product', n, 1000), 'Article ' || n, 'A-' || lpad(n::text, 4, '0'), making.id('product_category', n % 12, 1000),
  round(exp(2 + making.chance('price', n) * 6)::numeric, 2), 'EUR'
from generate_series(1, 400) n;

-- One article with most deals, seldom more than three.
insert into deal_products (deal_id, product_id, quantity, price, price_currency, discount, position)
select making.deal_id(n), p.id, 1 + floor(making.chance('quantity ' || line, n) * 5), p.price, 'EUR',
  case when n % 7 = 0 then 10 else 0 end, line
from generate_series(1, {deals}) n
cross join lateral generate_series(1, 1 + floor(power(making.chance('lines', n), 2) * 4)::int) line
join products p on p.id = making.id('product', 1 + floor(making.chance('article ' || line, n) * 400)::bigint, 1000);
insert into deal_product_shares (deal_id, product_id, share) select deal_id, product_id, share from product_shares_reckoned;

-- Six competitors are met with every third deal.
insert into deal_competitors (deal_id, party_id)
select making.deal_id(n), making.company_id(1 + floor(power(making.chance('competitor', n), 2) * 6)::bigint)
from generate_series(1, {deals}, 3) n;

update deals set source = (array['website','referral','advertising','event','cold_call','partner'])[1 + abs(hashtext(number)) % 6];
