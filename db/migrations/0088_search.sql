-- How words are compared when somebody searches; the same as `searchKey` of `src/kernel/search-key.ts`, where it is
-- explained. Only functions of PostgreSQL itself: a restore knows no search path. About 7 microseconds a name.
create function search_key(input text) returns text language plpgsql immutable strict parallel safe as $$
declare
  k text := input;
begin
  if octet_length(k) <> length(k) then
    k := lower(normalize(k, NFD));
    k := replace(replace(replace(replace(replace(k, U&'c\030c', 'ch'), U&'s\030c', 'sh'), U&'z\030c', 'zh'), U&'c\0301', 'ch'), U&'s\0327', 'sh');
    k := regexp_replace(k, '[\u0300-\u036f''’ʼʹ`´]', '', 'g');
    k := translate(k,
      'абвгдежзиклмнопрстуфхцчшщъыьэюяєіјљњћђџґәғқңөүұһøłđðıħþ',
      'abvgdeZziklmnoprstufhTCSSai~eUAeiilnCJJgagknouuholddiht');
    k := translate(k,
      'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЄІЈЉЊЋЂЏҐӘҒҚҢӨҮҰҺØŁĐÐİĦÞ',
      'abvgdeZziklmnoprstufhTCSSai~eUAeiilnCJJgagknouuholddiht');
    k := regexp_replace(k, '[^a-zA-Z0-9~\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u2c00-\u2dff\u3040-\ufdff\ufe10-\uffff\U00020000-\U0003ffff]+', ' ', 'g');
  else
    k := regexp_replace(replace(replace(lower(k), '''', ''), '`', ''), '[^a-z0-9~]+', ' ', 'g');
  end if;
  k := replace(replace(replace(replace(replace(replace(replace(replace(replace(k, 'æ', 'ae'), 'œ', 'oe'), 'ß', 'ss'), 'shch', 'S'), 'sch', 'S'), 'sh', 'S'), 'St', 'S'), 'zh', 'Z'), 'dZ', 'J');
  k := replace(replace(replace(replace(replace(replace(replace(replace(replace(k, 'dj', 'J'), 'kh', 'h'), 'tch', 'C'), 'ch', 'C'), 'cz', 'C'), 'tz', 'T'), 'ts', 'T'), 'cv', 'Tv'), 'ph', 'f');
  k := replace(replace(replace(replace(replace(replace(replace(replace(replace(k, 'th', 't'), 'ck', 'k'), 'qu', 'k'), 'q', 'k'), 'x', 'ks'), 'w', 'v'), 'ye', 'e'), 'y', 'i'), 'j', 'i');
  k := replace(replace(replace(replace(replace(replace(replace(replace(replace(k, 'ce', 'se'), 'ci', 'si'), 'c', 'k'), '~o', 'io'), '~', ''), 'U', 'iu'), 'A', 'ia'), 'J', 'i'), 'S', 's');
  k := replace(replace(replace(k, 'Z', 'z'), 'C', 'q'), 'T', 'c');
  k := replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(k, 'aa', 'a'), 'bb', 'b'), 'cc', 'c'), 'dd', 'd'), 'ee', 'e'), 'ff', 'f'), 'gg', 'g'), 'hh', 'h'), 'ii', 'i'), 'kk', 'k'), 'll', 'l');
  k := replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(k, 'mm', 'm'), 'nn', 'n'), 'oo', 'o'), 'pp', 'p'), 'qq', 'q'), 'rr', 'r'), 'ss', 's'), 'tt', 't'), 'uu', 'u'), 'vv', 'v'), 'zz', 'z');
  if k ~ '[0-9]' then
    k := regexp_replace(k, '0*([0-9]+)', ' \1 ', 'g');
  end if;
  return btrim(regexp_replace(k, ' {2,}', ' ', 'g'));
end
$$;

-- The words of a text as they are searched, each under the mark of its field: `pe=ivanov` is a word of a person's e-mail.
-- Words of a hidden field are thus not even looked at. What is unusually long is cut.
create function search_words(mark text, value text) returns tsvector language plpgsql immutable strict parallel safe cost 300 as $$
declare
  k text := public.search_key(left(value, 4000));
begin
  if length(k) > 400 then
    k := regexp_replace(k, '[^ ]{60,}', '', 'g');
  end if;
  return array_to_tsvector(array_remove(string_to_array(replace(' ' || k, ' ', ' ' || mark || '='), ' '), ''));
end
$$;

-- As `search_words`; the first word stands under `^`, so that what begins a title is told from what stands in it.
create function search_title(mark text, value text) returns tsvector language plpgsql immutable strict parallel safe cost 300 as $$
declare
  k text := public.search_key(left(value, 400));
begin
  return array_to_tsvector(array_remove(string_to_array(
    mark || '^' || replace(k, ' ', ' ' || mark || '='), ' '), mark || '^'));
end
$$;

-- A telephone number as it is dialled within its country (`=`) and from its end (`<`), so that any notation of it, its
-- beginning and its last digits find it. Calling codes are those of ITU-T E.164: one digit, two, or else three.
create function search_phone(mark text, value text) returns tsvector language plpgsql immutable strict parallel safe cost 300 as $$
declare
  d text := ltrim(regexp_replace(left(value, 60), '[^0-9]', '', 'g'), '0');
begin
  if value ~ '^\s*(\+|00)' then
    d := substr(d, case when d ~ '^[17]' then 2
      when d ~ '^(2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])' then 3 else 4 end);
  end if;
  if length(d) < 4 then
    return ''::tsvector;
  end if;
  return array_to_tsvector(array[mark || '=' || d, mark || '<' || reverse(d)]);
end
$$;

-- A number of a document: its groups, and all of it in one, for it is written with and without what stands between them.
create function search_number(mark text, value text) returns tsvector language plpgsql immutable strict parallel safe cost 300 as $$
begin
  return public.search_words(mark, left(value, 400) || ' ' || regexp_replace(left(value, 400), '[^[:alnum:]]+', '', 'g'));
end
$$;

-- A waiting list that is kept short: a search reads all of it.
alter table parties drop column search_text, add column search_words tsvector generated always as (
  search_title(left(kind, 1) || 'n', name)
  || coalesce(search_words(left(kind, 1) || 'e', email), '')
  || coalesce(search_phone(left(kind, 1) || 'p', phone), '')
  || coalesce(search_words(left(kind, 1) || 'w', regexp_replace(website, '^https?://(www\.)?', '')), '')
  || coalesce(search_words('cl', legal_name), '')
  || coalesce(search_number('ct', tax_number), '')
  || coalesce(search_number('cr', registration_number), '')) stored;
create index parties_words on parties using gin (search_words) with (gin_pending_list_limit = 256);

-- The main ones stand on the party.
alter table contact_points add column search_words tsvector generated always as (
  case when not main then search_words('v', value) || search_phone('v', value) end) stored;
create index contact_points_words on contact_points using gin (search_words) with (gin_pending_list_limit = 256)
  where search_words is not null;

alter table tasks drop column search_text, add column search_words tsvector
  generated always as (search_title('s', subject)) stored;
create index tasks_words on tasks using gin (search_words) with (gin_pending_list_limit = 256);

alter table notes add column search_words tsvector generated always as (search_words('b', body)) stored;
create index notes_words on notes using gin (search_words) with (gin_pending_list_limit = 256);

alter table deals drop column search_text, add column search_words tsvector
  generated always as (search_title('n', name) || coalesce(search_number('u', number), '')) stored;
create index deals_words on deals using gin (search_words) with (gin_pending_list_limit = 256);

alter table products drop column search_text, add column search_words tsvector
  generated always as (search_title('n', name) || coalesce(search_number('c', code), '')) stored;
create index products_words on products using gin (search_words) with (gin_pending_list_limit = 256);

alter table users drop column search_text, add column search_words tsvector
  generated always as (search_title('n', name) || coalesce(search_words('e', email), '')) stored;
alter table teams drop column search_text, add column search_words tsvector generated always as (search_title('n', name)) stored;
alter table roles drop column search_text, add column search_words tsvector generated always as (search_title('n', name)) stored;
alter table pipelines drop column search_text, add column search_words tsvector generated always as (search_title('n', name)) stored;
alter table stages drop column search_text, add column search_words tsvector generated always as (search_title('n', name)) stored;

-- Custom objects and fields that are there already.
do $$
declare
  found record;
begin
  for found in select t.oid::regclass as name from pg_class t join pg_attribute a on a.attrelid = t.oid
    where t.relkind = 'r' and t.relnamespace = 'public'::regnamespace and a.attname = 'search_text' and not a.attisdropped
  loop
    execute format('alter table %s drop column search_text, add column search_words tsvector generated always as (search_title(''n'', name)) stored', found.name);
    execute format('create index on %s using gin (search_words) with (gin_pending_list_limit = 256)', found.name);
  end loop;
  for found in select i.indexrelid::regclass::text as index, i.indrelid::regclass as name, a.attname, f.definition ->> 'type' as type
    from pg_index i
    join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = i.indexrelid and d.refobjid = i.indrelid and d.refobjsubid > 0
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = d.refobjsubid
    left join field_definitions f on f.custom and f.name = a.attname
    where i.indexrelid::regclass::text like 'x\_search\_%'
  loop
    execute format('drop index %s', found.index);
    execute format('create index %s on %s using gin (%s(''x'', %I)) where %I is not null', found.index, found.name,
      case found.type when 'phone' then 'search_phone' else 'search_words' end, found.attname, found.attname);
  end loop;
end
$$;

drop function search_fold(text);

-- The words that stand anywhere in names and titles, without saying where: what a word typed wrong may have meant, and
-- which words have it inside. Kept after the fact by a subscription; what stands nowhere any more is swept.
create table known_words (
  word text primary key,
  -- When a sweep last met it, or it was learned.
  met_on date not null default current_date
);
create index known_words_inside on known_words using gin (word gin_trgm_ops);

-- The first five letters of a word, and the same with each of them left out: two words whose beginnings differ by one
-- letter that is missing, added, wrong or changed places have one of these in common.
create function search_slips(word text) returns text[] language sql immutable strict parallel safe as $$
  select array_agg(distinct slip) from (
    select left(word, 5) as slip
    union all
    select left(word, at - 1) || substr(left(word, 5), at + 1) from generate_series(1, least(length(word), 5)) at
  ) slips
$$;
create index known_words_slips on known_words using gin (search_slips(word));

insert into known_words (word)
select distinct substr(lexeme, length(mark) + 2)
from (
  select unnest(tsvector_to_array(search_words)) as lexeme from parties
  union all select unnest(tsvector_to_array(search_words)) from deals
  union all select unnest(tsvector_to_array(search_words)) from products
  union all select unnest(tsvector_to_array(search_words)) from tasks
  union all select unnest(tsvector_to_array(search_words)) from users
) standing
join unnest(array['pn', 'cn', 'cl', 'n', 's']) mark on lexeme like mark || '_%' and substr(lexeme, length(mark) + 1, 1) in ('^', '=')
where substr(lexeme, length(mark) + 2) ~ '^[^0-9]{3,30}$';
