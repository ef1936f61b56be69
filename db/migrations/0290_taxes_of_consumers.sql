-- Since when consumers elsewhere in the EU pay their own country's tax: above 10,000 € a year, or by choice
-- (Directive 2006/112/EC, articles 33 and 59c), and whether so they do for services, which is for who sells electronic ones.
alter table sellers
  add column union_consumers_from date,
  add column union_consumers_services boolean not null default false;

-- The standard rates of the member states since the rule began on 1 July 2021, by the Commission's Taxes in Europe
-- Database as of January 2026. Reduced rates differ by what is sold: who sells at one enters it.
insert into tax_rates (country, tax_class, rate, valid_from, valid_until)
select country, 'standard', rate, valid_from::date, valid_until::date
from (values
  ('AT', 20, '2021-07-01', null),
  ('BE', 21, '2021-07-01', null),
  ('CY', 19, '2021-07-01', null),
  ('CZ', 21, '2021-07-01', null),
  ('DE', 19, '2021-07-01', null),
  ('DK', 25, '2021-07-01', null),
  ('EE', 20, '2021-07-01', '2023-12-31'),
  ('EE', 22, '2024-01-01', '2025-06-30'),
  ('EE', 24, '2025-07-01', null),
  ('FI', 24, '2021-07-01', '2024-08-31'),
  ('FI', 25.5, '2024-09-01', null),
  ('FR', 20, '2021-07-01', null),
  ('GR', 24, '2021-07-01', null),
  ('HR', 25, '2021-07-01', null),
  ('HU', 27, '2021-07-01', null),
  ('IE', 23, '2021-07-01', null),
  ('IT', 22, '2021-07-01', null),
  ('LT', 21, '2021-07-01', null),
  ('LU', 17, '2021-07-01', '2022-12-31'),
  ('LU', 16, '2023-01-01', '2023-12-31'),
  ('LU', 17, '2024-01-01', null),
  ('LV', 21, '2021-07-01', null),
  ('MT', 18, '2021-07-01', null),
  ('NL', 21, '2021-07-01', null),
  ('PL', 23, '2021-07-01', null),
  ('PT', 23, '2021-07-01', null),
  ('RO', 19, '2021-07-01', '2025-07-31'),
  ('RO', 21, '2025-08-01', null),
  ('SE', 25, '2021-07-01', null),
  ('SI', 22, '2021-07-01', null),
  ('SK', 20, '2021-07-01', '2024-12-31'),
  ('SK', 23, '2025-01-01', null)
) as known (country, rate, valid_from, valid_until)
where not exists (
  select 1 from tax_rates t where t.country = known.country and t.tax_class = 'standard' and t.archived_at is null);
