insert into interactions (id, at, channel, direction, kind, party_id, company_id, agent_id, deal_id, subject, body, outcome,
  duration, source, created_at, updated_at)
select making.id('interaction', n, {interactions}), making.moment(n, {interactions}),
  (array['email','phone','chat','meeting'])[kind.number], (array['in','out','both'])[1 + n % 3],
  (array['message','call','message','meeting'])[kind.number],
  making.person_id(person.number), making.company_id(making.company_of(person.number)),
  making.user_id(1 + floor(making.chance('agent', n) * 200)::bigint), making.deal_id(about.deal),
  (array['About the offer','Delivery date','По офертата','Вопрос о сроках','Sobre la factura','Follow-up'])[1 + n % 6],
  'We spoke about number ' || n || ' and agreed to come back to it when the papers are here.',
  case when kind.number = 2 then 'reached' end, case when kind.number = 2 then 30 + n % 900 end,
  'api', making.moment(n, {interactions}), making.moment(n, {interactions})
from generate_series(1, {interactions}) n
cross join lateral (select 1 + floor(making.chance('kind', n) * 4)::int as number) kind
-- One in six is about a deal, and then with the deal's person.
cross join lateral (select case when n % 6 = 0 then 1 + floor(making.chance('deal', n) * {deals})::bigint end as deal) about
cross join lateral (select case when about.deal is null then making.person_talked_to('interaction', n)
  else making.person_talked_to('deal', about.deal) end as number) person;

insert into tasks (id, subject, kind, due_at, done_at, party_id, deal_id, owner_id, created_at, updated_at)
select making.id('task', n, {tasks}), 'Call about the offer ' || n, 'call', at + interval '5 days',
  case when making.chance('done', n) < 0.8 then at + interval '4 days' end,
  making.person_id(making.person_talked_to('deal', deal)), making.deal_id(deal), making.owner('task', n), at, at
from generate_series(1, {tasks}) n
cross join lateral (select making.moment(n, {tasks}) as at, 1 + floor(making.chance('task deal', n) * {deals})::bigint as deal) given;

insert into notes (id, body, party_id, owner_id, created_at, updated_at)
select making.id('note', n, {notes}), 'Prefers to be called in the morning. ' || n,
  making.person_id(making.person_talked_to('note', n)), making.owner('note', n), making.moment(n, {notes}), making.moment(n, {notes})
from generate_series(1, {notes}) n;
