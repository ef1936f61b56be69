-- What tells that two parties are the same, in columns that the database keeps itself, so that nothing is ever stale.
-- Only functions of PostgreSQL itself: a restore knows no search path.

-- The words of a name as they are searched, without what only says of which legal form a company is: `Алфа ООД` and
-- `Alfa Ltd.` are both `alfa`. Where nothing else is left, that is the name.
create function bare_name(kind text, name text) returns text language plpgsql immutable strict parallel safe as $$
declare
  k text := public.search_key(name);
  bare text;
begin
  if kind = 'person' then
    return k;
  end if;
  -- "s l" and "a o" as one word.
  k := regexp_replace(k, '\m([a-z]) (?=[a-z]\M)', '\1', 'g');
  bare := btrim(regexp_replace(regexp_replace(k,
    '\m(od|eod|ad|ead|et|kd|sd|dzd|oo|ao|oao|zao|pao|ip|tov|ltd|limited|lk|lp|plk|ink|inkorporated|korp|korporation|ko|kompani|gmbh|ag|kg|ug|ohg|sl|slu|sa|sau|srl|sarl|sas|spa|bv|nv|ab|oi|se)\M',
    '', 'g'), ' +', ' ', 'g'));
  return case when bare = '' then k else bare end;
end
$$;

-- By what a name sounds like, in whichever order its words stand: of each word its first letter and its consonants, the
-- voiced as the voiceless. `Georgi Ivanov` and
-- `Иванов Георгий` sound alike, and so do `Jon Smit` and `John Smith`.
create function name_sound(kind text, name text) returns text language plpgsql immutable strict parallel safe as $$
begin
  return (select string_agg(word, ' ' order by word collate "C") from (
    select distinct translate(regexp_replace(word, '(?<=[a-z])[aeiouh]+', '', 'g'), 'bdgvz', 'ptkfs') as word
    from unnest(string_to_array(public.bare_name(kind, name), ' ')) as word) words);
end
$$;

-- The domain that is a company's own, by its web page or its e-mail; none where mailboxes are given to everybody.
create function own_domain(website text, email text) returns text language sql immutable parallel safe as $$
  select coalesce(
    substring(lower(website) from '^(?:https?://)?(?:www\.)?([^/:?#]+\.[^/:?#]+)'),
    case when lower(email) !~ '@(gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|aol|icloud|me|mac|proton|protonmail|gmx|web|zoho|mail|bk|inbox|list|yandex|ya|rambler|ukr|abv|dir|telefonica|terra)\.[a-z.]{2,6}$'
      then substring(lower(email) from '@(.+)$') end)
$$;

alter table parties
  add column name_sound text generated always as (name_sound(kind,
    case when kind = 'person' and given_name is not null and family_name is not null
      then given_name || ' ' || family_name else name end)) stored,
  add column own_domain text generated always as (
    case when kind = 'company' then own_domain(website, email) end) stored,
  -- Without what stands between and before: `BG 123 456 789` is `123456789`.
  add column tax_digits text generated always as (
    nullif(regexp_replace(tax_number, '[^0-9]', '', 'g'), '')) stored;
-- Namesakes are many: who among them was born on the same day or works at the same place is read off the index.
create index parties_name_sound on parties (name_sound, birth_date, company_id) where archived_at is null;
create index parties_own_domain on parties (own_domain) where own_domain is not null and archived_at is null;
create index parties_tax_digits on parties (tax_digits) where tax_digits is not null and archived_at is null;

-- Two parties of a kind that may be the same. What was decided is remembered; what nobody has decided is found anew
-- whenever one of the two changes, and goes with the likeness.
create table duplicate_pairs (
  id uuid primary key default uuid_v7(),
  kind text not null check (kind in ('person', 'company')),
  left_id uuid not null references parties on delete cascade,
  right_id uuid not null references parties on delete cascade,
  score real not null check (score between 0 and 1),
  found_at timestamptz not null default now(),
  decision text check (decision in ('not_duplicate', 'later')),
  decided_at timestamptz,
  decided_by uuid references users,
  -- Until when it is put off.
  until date,
  check (left_id < right_id),
  check ((decision is null) = (decided_at is null)),
  check ((until is not null) = (coalesce(decision, '') = 'later')),
  unique (left_id, right_id)
);
create index duplicate_pairs_right on duplicate_pairs (right_id);
create index duplicate_pairs_likest on duplicate_pairs (score desc, id desc);

-- How far the search through all that is there has come.
create table duplicate_search (
  id integer primary key default 1 check (id = 1),
  -- The last party looked at; null at the beginning.
  come_to uuid,
  finished_at timestamptz
);
insert into duplicate_search default values;

analyze parties;
