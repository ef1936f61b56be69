insert into parties (id, kind, name, roles, owner_id, email, phone, website, address_street, address_city,
  address_country, industry, employees, revenue, revenue_currency, founded, source, created_at, updated_at)
select making.company_id(n), 'company', named.name, array[case when n % 3 = 0 then 'lead' else 'client' end],
  making.owner('company', n), 'office@' || named.domain, c.prefix || lpad((20000000 + n)::text, 9, '2'),
  'https://' || named.domain, making.word(c.streets, making.chance('street', -n)) || ' ' || (1 + n % 120),
  making.word(c.cities, making.chance('city', -n)), c.country,
  (array['software','manufacturing','retail','finance','construction','transport','medical','services'])[1 + n % 8],
  1 + floor(power(making.chance('employees', n), 6) * 5000), round((10000 + power(making.chance('revenue', n), 4) * 1e8)::numeric, -3), 'EUR',
  1950 + floor(making.chance('founded', n) * 75), 'website', making.moment(n, {companies}), making.moment(n, {companies})
from generate_series(1, {companies}) n
join making.countries c on making.chance('country', -n) >= c.begins and making.chance('country', -n) < c.ends
cross join lateral (select
  making.word(c.company_beginnings, making.chance('beginning', n)) || ' ' || making.word(c.company_endings, making.chance('ending', n))
    || ' ' || n || ' ' || making.word(c.company_forms, making.chance('form', n)) as name,
  'company' || n || '.example' as domain) named;

insert into parties (id, kind, name, given_name, family_name, roles, owner_id, email, phone, address_street, address_city,
  address_country, company_id, job_title, birth_date, gender, language, source, created_at, updated_at)
select making.person_id(n), 'person', named.given || ' ' || named.family, named.given, named.family,
  array[case when n % 4 = 0 then 'lead' else 'client' end], making.owner('person', n),
  case when making.chance('email', n) < 0.6 then
    search_key(named.given) || '.' || search_key(named.family) || n || '@mail.example' end,
  case when making.chance('phone', n) < 0.7 then c.prefix || lpad((80000000 + n)::text, 9, '8') end,
  making.word(c.streets, making.chance('street', n)) || ' ' || (1 + n % 120),
  case when making.chance('has a city', n) < 0.9 then making.word(c.cities, making.chance('city', n)) end, c.country,
  making.company_id(making.company_of(n)),
  case when making.company_of(n) is not null then making.word(c.job_titles, making.chance('title', n)) end,
  case when making.chance('birthday', n) < 0.4 then date '1950-01-01' + floor(making.chance('born', n) * 20000)::int end,
  case when making.chance('woman', n) < 0.5 then 'female' else 'male' end,
  case c.country when 'BG' then 'bg' when 'RU' then 'ru' when 'ES' then 'es' else 'en' end,
  'website', making.moment(n, {people}), making.moment(n, {people})
from generate_series(1, {people}) n
join making.countries c on making.chance('country', n) >= c.begins and making.chance('country', n) < c.ends
cross join lateral (select
  making.word(case when making.chance('woman', n) < 0.5 then c.women else c.men end, making.chance('given', n)) as given,
  making.word(case when making.chance('woman', n) < 0.5 then c.families_of_women else c.families_of_men end,
    making.chance('family', n)) as family) named;

insert into contact_points (party_id, kind, value, normalised, main, created_at, updated_at)
select p.id, point.kind, point.value, point.value, true, p.created_at, p.updated_at
from parties p
cross join lateral (values ('email', p.email), ('phone', p.phone)) point (kind, value)
where point.value is not null;

insert into relations (kind, from_id, to_id, title, created_at, updated_at)
select 'works_at', id, company_id, job_title, created_at, updated_at from parties where company_id is not null;
