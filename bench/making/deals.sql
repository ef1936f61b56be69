-- Four in ten are open, fewer the further on; of the rest more are won than lost.
insert into deals (id, name, number, pipeline_id, stage_id, stage_entered_at, company_id, person_id, amount, amount_currency,
  probability, opened_on, expected_close_on, closed_on, lost_reason, next_step, next_step_on, source, owner_id, created_at, updated_at)
select making.deal_id(n),
  (array['Renewal','Licences','Равностойка','Доставка','Консультация','Instalación','Maintenance','Поддръжка'])[1 + n % 8] || ' ' || n,
  'D-' || lpad(n::text, 7, '0'), s.pipeline_id, s.id, least(at.left_open, at.opened + interval '9 days'),
  making.company_id(making.company_of(person.number)), making.person_id(person.number),
  round(exp(5 + making.chance('amount', n) * 6)::numeric, 2), case when n % 10 = 0 then 'USD' else 'EUR' end,
  s.probability, at.opened::date, at.left_open::date, case when s.kind <> 'open' then at.left_open::date end,
  case when s.kind = 'lost' then (array['price','competitor','no_budget','timing'])[1 + n % 4] end,
  case when s.kind = 'open' then 'Call about the offer' end, case when s.kind = 'open' then at.opened::date + 14 end,
  'referral', making.owner('deal', n), at.opened, at.opened
from generate_series(1, {deals}) n
cross join lateral (select making.person_talked_to('deal', n) as number) person
cross join lateral (select making.moment(n, {deals}) as opened,
  making.moment(n, {deals}) + interval '1 day' * (10 + floor(making.chance('days', n) * 120)) as left_open) at
join stages s on s.position = case
  when making.chance('outcome', n) < 0.4 then floor(power(making.chance('stage', n), 1.3) * 4)
  when making.chance('outcome', n) < 0.75 then 4 else 5 end;

-- Each stage on the way, one after the other; the last is the one it stands in.
insert into stage_changes (deal_id, stage_id, entered_at, left_at)
select d.id, s.id,
  d.created_at + (d.stage_entered_at - d.created_at) * place / greatest(1, last),
  case when place < last then d.created_at + (d.stage_entered_at - d.created_at) * (place + 1) / greatest(1, last) end
from deals d
join stages standing on standing.id = d.stage_id
cross join lateral (select least(standing.position, 4)::int as last) way
cross join lateral generate_series(0, way.last) place
join stages s on s.position = case when place = way.last then standing.position else place end;

create temporary table walked on commit drop as select * from paths_walked;
insert into paths (stages, stays) select distinct stages, stays from walked;
insert into deal_paths (deal_id, path_id, seconds)
select w.deal_id, p.id, w.seconds from walked w join paths p using (stages, stays);
