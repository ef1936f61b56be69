-- What the tables are filled by: chance that comes out the same every time, and ids that follow from a number, so that
-- rows can point to each other without being looked up. Words in braces are filled in by `filling.ts`.

create schema making;

create function making.chance(what text, number bigint) returns double precision language sql immutable as $$
  select ((hashint8extended(number, hashtextextended(what, {seed})) >> 11) & 4503599627370495) / 4503599627370496.0
$$;

-- Towards the first words oftener: there are more Smiths than Atkinsons, and more people in Sofia than in Vidin.
create function making.word(words text[], chance double precision) returns text language sql immutable as $$
  select words[1 + floor(power(chance, 1.5) * cardinality(words))::int]
$$;

-- A row's place among `many` says when it came in, over nearly three years.
create function making.moment(number bigint, many bigint) returns timestamptz language sql immutable as $$
  select timestamptz '2024-01-01 08:00Z' + interval '1035 days' * (number::double precision / many)
$$;

-- UUIDs of version 7, as the product itself makes them: in the order of time.
create function making.id(kind text, number bigint, many bigint) returns uuid language sql immutable as $$
  select (lpad(to_hex((extract(epoch from making.moment(number, many)) * 1000)::bigint), 12, '0')
    || '7' || substr(md5(kind || number), 1, 3) || '8' || substr(md5(kind || number), 4, 15))::uuid
$$;

create function making.user_id(number bigint) returns uuid language sql immutable as $$
  select making.id('user', number, 1000000) $$;
create function making.company_id(number bigint) returns uuid language sql immutable as $$
  select making.id('company', number, {companies}) $$;
create function making.person_id(number bigint) returns uuid language sql immutable as $$
  select making.id('person', number, {people}) $$;
create function making.deal_id(number bigint) returns uuid language sql immutable as $$
  select making.id('deal', number, {deals}) $$;

-- One in twenty belongs to the member whose key measures, the rest to the two hundred sellers.
create function making.owner(what text, number bigint) returns uuid language sql immutable as $$
  select making.user_id(case when making.chance(what || ' is the member''s', number) < 0.05 then 0
    else 1 + floor(making.chance(what || ' owner', number) * 200)::bigint end)
$$;

-- Seven in ten work somewhere, at large companies oftener; 7919 is prime and scatters those over the years.
create function making.company_of(person bigint) returns bigint language sql immutable as $$
  select case when making.chance('works', person) < 0.7
    then 1 + (floor(power(making.chance('company', person), 2) * {companies})::bigint * 7919) % {companies} end
$$;

-- With a few one talks weekly, with most once in years.
create function making.person_talked_to(what text, number bigint) returns bigint language sql immutable as $$
  select 1 + (floor(power(making.chance(what, number), 3) * {people})::bigint * 7919) % {people}
$$;

create table making.countries (
  country text primary key,
  -- Where the country begins and ends on the line from 0 to 1.
  begins double precision not null,
  ends double precision not null,
  prefix text not null,
  women text[] not null, men text[] not null,
  families_of_women text[] not null, families_of_men text[] not null,
  cities text[] not null, streets text[] not null,
  company_beginnings text[] not null, company_endings text[] not null, company_forms text[] not null,
  job_titles text[] not null
);
insert into making.countries select * from jsonb_populate_recordset(null::making.countries, $countries${countries}$countries$);
