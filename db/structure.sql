-- What the migrations make, for reading; written by `npm run db:generate`.

create schema auth;

create extension if not exists pg_trgm with schema public;

create sequence public.article_numbers as bigint increment 1 minvalue 1 maxvalue 9223372036854775807 start 1 cache 1;
create sequence public.ticket_numbers as bigint increment 1 minvalue 1 maxvalue 9223372036854775807 start 1 cache 1;

CREATE OR REPLACE FUNCTION public.access_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if current_setting('rapport.access_changed', true) is distinct from pg_current_xact_id()::text then
    perform set_config('rapport.access_changed', pg_current_xact_id()::text, true);
    update access_version set version = version + 1;
  end if;
  return null;
end $function$;
CREATE OR REPLACE FUNCTION public.bare_name(kind text, name text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
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
$function$;
CREATE OR REPLACE FUNCTION public.formula_add_days(value date, days numeric)
 RETURNS date
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (SELECT CASE WHEN ((counted.place >= (0)::numeric) AND (counted.place <= (3652058)::numeric)) THEN ('0001-01-01'::date + (counted.place)::integer) ELSE NULL::date END AS "case" FROM (SELECT (((formula_add_days.value - '0001-01-01'::date))::numeric + trunc(formula_add_days.days)) AS place) counted);
CREATE OR REPLACE FUNCTION public.formula_add_months(value date, months numeric)
 RETURNS date
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (SELECT CASE WHEN ((counted.place >= (0)::numeric) AND (counted.place <= (119987)::numeric)) THEN ((formula_add_months.value + make_interval(months => (trunc(formula_add_months.months))::integer)))::date ELSE NULL::date END AS "case" FROM (SELECT (((((EXTRACT(year FROM formula_add_months.value) - (1)::numeric) * (12)::numeric) + EXTRACT(month FROM formula_add_months.value)) - (1)::numeric) + trunc(formula_add_months.months)) AS place) counted);
CREATE OR REPLACE FUNCTION public.formula_date(year numeric, month numeric, day numeric)
 RETURNS date
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (SELECT CASE WHEN (((whole.y >= (1)::numeric) AND (whole.y <= (9999)::numeric)) AND ((whole.m >= (1)::numeric) AND (whole.m <= (12)::numeric)) AND ((whole.d >= (1)::numeric) AND (whole.d <= (31)::numeric))) THEN CASE WHEN (EXTRACT(month FROM (make_date((whole.y)::integer, (whole.m)::integer, 1) + ((whole.d)::integer - 1))) = whole.m) THEN (make_date((whole.y)::integer, (whole.m)::integer, 1) + ((whole.d)::integer - 1)) ELSE NULL::date END ELSE NULL::date END AS "case" FROM (SELECT trunc(formula_date.year) AS y, trunc(formula_date.month) AS m, trunc(formula_date.day) AS d) whole);
CREATE OR REPLACE FUNCTION public.formula_date_of_text(value text)
 RETURNS date
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (SELECT CASE WHEN (trimmed.word ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'::text) THEN formula_date((substr(trimmed.word, 1, 4))::numeric, (substr(trimmed.word, 6, 2))::numeric, (substr(trimmed.word, 9, 2))::numeric) ELSE NULL::date END AS "case" FROM (SELECT formula_trim(formula_date_of_text.value) AS word) trimmed);
CREATE OR REPLACE FUNCTION public.formula_day(value date)
 RETURNS date
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN NULLIF(NULLIF(GREATEST(LEAST(value, '10000-01-01'::date), '0001-12-31 BC'::date), '10000-01-01'::date), '0001-12-31 BC'::date);
CREATE OR REPLACE FUNCTION public.formula_left(value text, characters numeric)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN "left"(value, (GREATEST(LEAST(trunc(characters), (10000)::numeric), (0)::numeric))::integer);
CREATE OR REPLACE FUNCTION public.formula_number(value numeric)
 RETURNS numeric
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN NULLIF(NULLIF(GREATEST(LEAST(round(value, 10), '1000000000000000000000000000000'::numeric), '-1000000000000000000000000000000'::numeric), '1000000000000000000000000000000'::numeric), '-1000000000000000000000000000000'::numeric);
CREATE OR REPLACE FUNCTION public.formula_number_of_text(value text)
 RETURNS numeric
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (SELECT CASE WHEN (trimmed.word ~ '^[+-]?[0-9]+([.][0-9]+)?$'::text) THEN formula_number((trimmed.word)::numeric) ELSE NULL::numeric END AS "case" FROM (SELECT formula_trim(formula_number_of_text.value) AS word) trimmed);
CREATE OR REPLACE FUNCTION public.formula_right(value text, characters numeric)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN "right"(value, (GREATEST(LEAST(trunc(characters), (10000)::numeric), (0)::numeric))::integer);
CREATE OR REPLACE FUNCTION public.formula_round(value numeric, places numeric)
 RETURNS numeric
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN formula_number(round(value, (GREATEST(LEAST(trunc(places), (10)::numeric), ('-30'::integer)::numeric))::integer));
CREATE OR REPLACE FUNCTION public.formula_trim(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN btrim(value, ' 	
 '::text);
CREATE OR REPLACE FUNCTION public.keep_product_shares(of_deals uuid[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  -- Who writes lines of the same deal waits, so that the later one weighs all of them.
  perform from deals where id = any(of_deals) order by id for no key update;
  delete from deal_product_shares k where k.deal_id = any(of_deals)
    and not exists (select from deal_products l where l.deal_id = k.deal_id and l.product_id = k.product_id and l.archived_at is null);
  insert into deal_product_shares as k (deal_id, product_id, share)
  select deal_id, product_id, share from product_shares_reckoned where deal_id = any(of_deals) order by 1, 2
  on conflict (deal_id, product_id) do update set share = excluded.share where k.share <> excluded.share;
end $function$;
CREATE OR REPLACE FUNCTION public.left_of_invoice(of_invoice uuid)
 RETURNS numeric
 LANGUAGE sql
 STABLE
AS $function$
  select v.total
    - coalesce((select sum(n.total) from invoices n
        where n.corrects_id = v.id and n.state <> 'draft' and n.archived_at is null), 0)
    - coalesce((select sum(case t.kind when 'credit_note' then l.total else -l.total end)
        from invoice_lines l join invoices t on t.id = l.invoice_id
        where l.deposit_id = v.id and t.state <> 'draft' and t.archived_at is null and l.archived_at is null), 0)
  from invoices v where v.id = of_invoice
$function$;
CREATE OR REPLACE FUNCTION public.name_sound(kind text, name text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
declare
  bare text collate "C" := case kind when 'person' then public.search_key(name) else public.bare_name(kind, name) end;
  sounds text collate "C";
  first text collate "C";
  second text collate "C";
begin
  if octet_length(bare) = length(bare) then
    -- Vowels go, but for those that begin a word: capitals keep these.
    sounds := ltrim(translate(
      replace(replace(replace(replace(replace(replace(' ' || bare, ' a', ' A'), ' e', ' E'), ' i', ' I'), ' o', ' O'), ' u', ' U'), ' h', ' H'),
      'AEIOUHbdgvzaeiouh', 'aeiouhptkfs'));
  else
    sounds := translate(regexp_replace(bare, '(?<=[a-z])[aeiouh]+', '', 'g'), 'bdgvz', 'ptkfs');
  end if;
  first := split_part(sounds, ' ', 1);
  second := split_part(sounds, ' ', 2);
  if first <> '' and second <> '' and sounds = first || ' ' || second then
    return case
      when first = second then first
      when first < second then sounds
      else second || ' ' || first
    end;
  end if;
  return (select string_agg(word, ' ' order by word)
    from (select distinct word from unnest(string_to_array(sounds, ' ')) as word) words);
end
$function$;
CREATE OR REPLACE FUNCTION public.own_domain(website text, email text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select coalesce(
    substring(lower(website) from '^(?:https?://)?(?:www\.)?([^/:?#]+\.[^/:?#]+)'),
    case when lower(email) !~ '@(gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|aol|icloud|me|mac|proton|protonmail|gmx|web|zoho|mail|bk|inbox|list|yandex|ya|rambler|ukr|abv|dir|telefonica|terra)\.[a-z.]{2,6}$'
      then substring(lower(email) from '@(.+)$') end)
$function$;
CREATE OR REPLACE FUNCTION public.reckon_party()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.search_words := public.search_title(left(new.kind, 1) || 'n', new.name)
    || coalesce(public.search_words(left(new.kind, 1) || 'e', new.email), '')
    || coalesce(public.search_phone(left(new.kind, 1) || 'p', new.phone), '')
    || coalesce(public.search_words(left(new.kind, 1) || 'w', regexp_replace(new.website, '^https?://(www\.)?', '')), '')
    || coalesce(public.search_words('cl', new.legal_name), '')
    || coalesce(public.search_number('ct', new.tax_number), '')
    || coalesce(public.search_number('cr', new.registration_number), '');
  new.name_sound := public.name_sound(new.kind,
    case when new.kind = 'person' and new.given_name is not null and new.family_name is not null
      then new.given_name || ' ' || new.family_name else new.name end);
  return new;
end
$function$;
CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is only ever added to', tg_table_name using errcode = 'insufficient_privilege';
end
$function$;
CREATE OR REPLACE FUNCTION public.refuse_change_of_issued_invoice()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.state <> 'draft' and (new.state = 'draft' or (new.number, new.kind, new.currency, new.issued_on, new.net, new.tax, new.total, new.order_id, new.corrects_id)
    is distinct from (old.number, old.kind, old.currency, old.issued_on, old.net, old.tax, old.total, old.order_id, old.corrects_id)) then
    raise exception 'issued invoices are not changed' using errcode = 'restrict_violation', constraint = 'invoices_issued_stay';
  end if;
  return new;
end $function$;
CREATE OR REPLACE FUNCTION public.refuse_change_of_issued_line()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from invoices where id = any(array[old.invoice_id, new.invoice_id]) and state <> 'draft')
    and (tg_op <> 'UPDATE' or (new.invoice_id, new.description, new.quantity, new.price, new.discount, new.tax_rate, new.net, new.tax, new.archived_at)
      is distinct from (old.invoice_id, old.description, old.quantity, old.price, old.discount, old.tax_rate, old.net, old.tax, old.archived_at)) then
    raise exception 'lines of issued invoices are not changed' using errcode = 'restrict_violation', constraint = 'invoices_issued_stay';
  end if;
  return coalesce(new, old);
end $function$;
CREATE OR REPLACE FUNCTION public.refuse_more_than_is_left()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform from invoices where id = new.corrects_id or id in (select deposit_id from invoice_lines where invoice_id = new.id)
    order by id for update;
  if exists (select from invoices v where v.id = new.corrects_id and (v.customer_id, v.currency) <> (new.customer_id, new.currency)) then
    raise exception 'a credit note is for the customer of its invoice, in its currency' using errcode = 'check_violation', constraint = 'invoices_corrects_same';
  end if;
  if left_of_invoice(new.corrects_id) < 0 or exists (select from invoice_lines l
      where l.invoice_id = new.id and l.archived_at is null and left_of_invoice(l.deposit_id) < 0) then
    raise exception 'more than is left of the invoice' using errcode = 'check_violation', constraint = 'invoices_left';
  end if;
  return null;
end $function$;
CREATE OR REPLACE FUNCTION public.search_key(input text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
declare
  k text collate "C" := input;
begin
  if octet_length(k) <> length(k) then
    k := lower(normalize(input, NFD));
    k := replace(replace(replace(replace(replace(k, U&'c\030c', 'ch'), U&'s\030c', 'sh'), U&'z\030c', 'zh'), U&'c\0301', 'ch'), U&'s\0327', 'sh');
    k := regexp_replace(k, '[\u0300-\u036f''’ʼʹ`´]', '', 'g');
    k := translate(k,
      'абвгдежзиклмнопрстуфхцчшщъыьэюяєіјљњћђџґәғқңөүұһøłđðıħþ',
      'abvgdeZziklmnoprstufhTCSSai~eUAeiilnCJJgagknouuholddiht');
    k := translate(k,
      'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЄІЈЉЊЋЂЏҐӘҒҚҢӨҮҰҺØŁĐÐİĦÞ',
      'abvgdeZziklmnoprstufhTCSSai~eUAeiilnCJJgagknouuholddiht');
    k := regexp_replace(k, '[^a-zA-Z0-9~\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u2c00-\u2dff\u3040-\ufdff\ufe10-\uffff\U00020000-\U0003ffff]+', ' ', 'g');
    k := replace(replace(replace(k, 'æ', 'ae'), 'œ', 'oe'), 'ß', 'ss');
  else
    k := regexp_replace(replace(replace(lower(k), '''', ''), '`', ''), '[^a-z0-9~]+', ' ', 'g');
  end if;
  k := replace(replace(replace(replace(replace(replace(k, 'shch', 'S'), 'sch', 'S'), 'sh', 'S'), 'St', 'S'), 'zh', 'Z'), 'dZ', 'J');
  k := replace(replace(replace(replace(replace(replace(replace(replace(replace(k, 'dj', 'J'), 'kh', 'h'), 'tch', 'C'), 'ch', 'C'), 'cz', 'C'), 'tz', 'T'), 'ts', 'T'), 'cv', 'Tv'), 'ph', 'f');
  k := replace(replace(replace(replace(replace(replace(replace(replace(replace(k, 'th', 't'), 'ck', 'k'), 'qu', 'k'), 'q', 'k'), 'x', 'ks'), 'w', 'v'), 'ye', 'e'), 'y', 'i'), 'j', 'i');
  k := replace(replace(replace(replace(replace(replace(replace(replace(replace(k, 'ce', 'se'), 'ci', 'si'), 'c', 'k'), '~o', 'io'), '~', ''), 'U', 'iu'), 'A', 'ia'), 'J', 'i'), 'S', 's');
  k := replace(replace(replace(k, 'Z', 'z'), 'C', 'q'), 'T', 'c');
  k := replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(k, 'aa', 'a'), 'bb', 'b'), 'cc', 'c'), 'dd', 'd'), 'ee', 'e'), 'ff', 'f'), 'gg', 'g'), 'hh', 'h'), 'ii', 'i'), 'kk', 'k'), 'll', 'l');
  k := replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(k, 'mm', 'm'), 'nn', 'n'), 'oo', 'o'), 'pp', 'p'), 'qq', 'q'), 'rr', 'r'), 'ss', 's'), 'tt', 't'), 'uu', 'u'), 'vv', 'v'), 'zz', 'z');
  if k ~ '[^ 0-9][0-9]|[0-9][^ 0-9]|(^| )0' then
    k := regexp_replace(k, '0*([0-9]+)', ' \1 ', 'g');
  end if;
  if strpos(k, '  ') > 0 then
    k := regexp_replace(k, ' {2,}', ' ', 'g');
  end if;
  return btrim(k);
end
$function$;
CREATE OR REPLACE FUNCTION public.search_number(mark text, value text)
 RETURNS tsvector
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT COST 300
AS $function$
begin
  return public.search_words(mark, left(value, 400) || ' ' || regexp_replace(left(value, 400), '[^[:alnum:]]+', '', 'g'));
end
$function$;
CREATE OR REPLACE FUNCTION public.search_phone(mark text, value text)
 RETURNS tsvector
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT COST 300
AS $function$
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
$function$;
CREATE OR REPLACE FUNCTION public.search_slips(word text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select array_agg(distinct slip) from (
    select left(word, 5) as slip
    union all
    select left(word, at - 1) || substr(left(word, 5), at + 1) from generate_series(1, least(length(word), 5)) at
  ) slips
$function$;
CREATE OR REPLACE FUNCTION public.search_title(mark text, value text)
 RETURNS tsvector
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT COST 300
AS $function$
declare
  k text := public.search_key(left(value, 400));
begin
  return array_to_tsvector(array_remove(string_to_array(
    mark || '^' || replace(k, ' ', ' ' || mark || '='), ' '), mark || '^'));
end
$function$;
CREATE OR REPLACE FUNCTION public.search_words(mark text, value text)
 RETURNS tsvector
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT COST 300
AS $function$
declare
  k text := public.search_key(left(value, 4000));
begin
  if length(k) > 400 then
    k := regexp_replace(k, '[^ ]{60,}', '', 'g');
  end if;
  return array_to_tsvector(array_remove(string_to_array(replace(' ' || k, ' ', ' ' || mark || '='), ' '), ''));
end
$function$;
CREATE OR REPLACE FUNCTION public.share_among_products()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  case tg_op
    when 'INSERT' then perform keep_product_shares(array(select distinct deal_id from lines_after));
    when 'DELETE' then perform keep_product_shares(array(select distinct deal_id from lines_before));
    else perform keep_product_shares(array(select deal_id from lines_before union select deal_id from lines_after));
  end case;
  return null;
end $function$;
CREATE OR REPLACE FUNCTION public.uuid_v7()
 RETURNS uuid
 LANGUAGE sql
 PARALLEL SAFE
AS $function$
  select encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid())
        placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
        from 1 for 6),
      52, 1), 53, 1), 'hex')::uuid
$function$;

create table auth.account (
  id uuid not null,
  "accountId" text not null,
  "providerId" text not null,
  "userId" uuid not null,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamp with time zone,
  "refreshTokenExpiresAt" timestamp with time zone,
  scope text,
  password text,
  "createdAt" timestamp with time zone not null default now(),
  "updatedAt" timestamp with time zone not null default now()
);
create unlogged table auth.attempts (
  key text not null,
  count integer not null,
  since timestamp with time zone not null default now()
);
create table auth.session (
  id uuid not null,
  "userId" uuid not null,
  token text not null,
  "expiresAt" timestamp with time zone not null,
  "ipAddress" text,
  "userAgent" text,
  "createdAt" timestamp with time zone not null default now(),
  "updatedAt" timestamp with time zone not null default now()
);
create table auth.spent_codes (
  user_id uuid not null,
  code_hash text not null,
  at timestamp with time zone not null default now()
);
create table auth."twoFactor" (
  id uuid not null,
  secret text not null,
  "backupCodes" text not null,
  "userId" uuid not null,
  verified boolean default true,
  "failedVerificationCount" integer default 0,
  "lockedUntil" timestamp with time zone
);
create table auth."user" (
  id uuid not null,
  name text not null,
  email text not null,
  "emailVerified" boolean not null default false,
  image text,
  "twoFactorEnabled" boolean default false,
  "createdAt" timestamp with time zone not null default now(),
  "updatedAt" timestamp with time zone not null default now()
);
create table auth.verification (
  id uuid not null,
  identifier text not null,
  value text not null,
  "expiresAt" timestamp with time zone not null,
  "createdAt" timestamp with time zone not null default now(),
  "updatedAt" timestamp with time zone not null default now()
);
create table public.access_version (
  only_one boolean not null default true,
  version bigint not null default 1
);
create table public.agents (
  id uuid not null default uuid_v7(),
  user_id uuid not null,
  state text not null default 'away'::text,
  languages text[] not null default '{}'::text[],
  skills text[] not null default '{}'::text[],
  capacity integer not null default 10,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.api_keys (
  id uuid not null default uuid_v7(),
  name text not null,
  user_id uuid not null,
  role_id uuid not null,
  key_hash text not null,
  beginning text not null,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  revoked_by uuid,
  scopes text[],
  expires_at timestamp with time zone,
  networks text[],
  requests_per_minute integer
);
create table public.app_passwords (
  id uuid not null default uuid_v7(),
  user_id uuid not null,
  name text not null,
  hash text not null,
  created_at timestamp with time zone not null default now(),
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone
);
create table public.article_categories (
  id uuid not null default uuid_v7(),
  name text not null,
  "position" integer not null default 0,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (search_title('n'::text, name)) stored
);
create table public.article_versions (
  id uuid not null default uuid_v7(),
  article_id uuid not null,
  number integer not null,
  title text not null,
  body text,
  published_at timestamp with time zone not null,
  current boolean not null default true,
  words tsvector not null,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  audience text not null default 'internal'::text
);
create table public.articles (
  id uuid not null default uuid_v7(),
  title text not null,
  body text,
  keywords text,
  language text not null default 'en'::text,
  audience text not null default 'internal'::text,
  state text not null default 'draft'::text,
  category_id uuid,
  translation_of_id uuid,
  published_at timestamp with time zone,
  published_version integer not null default 0,
  owner_id uuid,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (((search_title('t'::text, title) || COALESCE(search_words('b'::text, body), ''::tsvector)) || COALESCE(search_words('k'::text, keywords), ''::tsvector))) stored,
  number bigint not null default nextval('article_numbers'::regclass),
  helpful integer not null default 0,
  unhelpful integer not null default 0
);
create table public.assignment_rules (
  id uuid not null default uuid_v7(),
  name text not null,
  "position" integer not null default 0,
  active boolean not null default true,
  condition text,
  way text not null,
  user_id uuid,
  team_id uuid,
  within_hours boolean not null default false,
  most_open integer,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (search_title('n'::text, name)) stored
);
create table public.audit_blocks (
  number integer not null,
  first_id bigint not null,
  last_id bigint not null,
  entries integer not null,
  content bytea not null,
  rows bytea not null,
  hash bytea not null,
  seal bytea not null,
  sealed_at timestamp with time zone not null
);
create table public.bank_accounts (
  id uuid not null default uuid_v7(),
  name text not null,
  number text not null,
  currency text not null,
  settles_certain boolean not null default false,
  csv_columns jsonb,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as ((search_title('n'::text, name) || search_number('u'::text, number))) stored
);
create table public.bank_statements (
  id uuid not null default uuid_v7(),
  account_id uuid not null,
  name text not null,
  format text not null,
  from_on date,
  until_on date,
  opening numeric,
  opening_currency text,
  closing numeric,
  closing_currency text,
  count integer not null default 0,
  mark text not null,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (search_title('n'::text, name)) stored
);
create table public.bank_transactions (
  id uuid not null default uuid_v7(),
  account_id uuid not null,
  statement_id uuid not null,
  line integer not null,
  booked_on date not null,
  amount numeric not null,
  amount_currency text not null,
  payer text,
  payer_account text,
  text text,
  reference text,
  state text not null default 'open'::text,
  payment_id uuid,
  mark text not null,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as ((COALESCE(search_words('t'::text, text), ''::tsvector) || COALESCE(search_words('p'::text, payer), ''::tsvector))) stored
);
create table public.billing_settings (
  id boolean not null default true,
  payment_days integer not null default 14,
  notice_lead_days integer not null default 30,
  issue_subscriptions boolean not null default true,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  complete_invoices boolean not null default false
);
create table public.bundle_parts (
  id uuid not null default uuid_v7(),
  bundle_id uuid not null,
  part_id uuid not null,
  quantity numeric not null default 1,
  "position" integer not null default 0,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.business_calendars (
  id uuid not null default uuid_v7(),
  name text not null,
  time_zone text not null,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (search_title('n'::text, name)) stored
);
create table public.business_hours (
  id uuid not null default uuid_v7(),
  calendar_id uuid not null,
  days text[] not null default '{}'::text[],
  opens text not null,
  closes text not null,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.calendar_connections (
  id uuid not null default uuid_v7(),
  user_id uuid not null,
  address text not null,
  user_name text not null,
  password bytea not null,
  trouble text,
  paused boolean not null default false,
  failed_rounds integer not null default 0,
  looked_at timestamp with time zone,
  next_look_at timestamp with time zone not null default now(),
  created_at timestamp with time zone not null default now()
);
create table public.calendar_feeds (
  id uuid not null default uuid_v7(),
  user_id uuid not null,
  kind text not null,
  hash text not null,
  created_at timestamp with time zone not null default now(),
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone
);
create table public.call_events (
  call_id uuid not null,
  seq integer not null,
  kind text not null,
  at timestamp with time zone not null,
  agent_id uuid,
  cause text
);
create table public.calls (
  id uuid not null default uuid_v7(),
  account_id uuid not null,
  conversation_id uuid not null,
  source_id text not null,
  direction text not null,
  number text,
  state text not null,
  agent_id uuid,
  started_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  ended_at timestamp with time zone,
  duration integer,
  outcome text,
  recording_id uuid,
  recording_at text,
  message_id uuid,
  settled_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  recording_attempts integer not null default 0,
  recording_due_at timestamp with time zone
);
create table public.canned_answers (
  id uuid not null default uuid_v7(),
  name text not null,
  body text,
  language text,
  user_id uuid,
  tags text[] not null default '{}'::text[],
  queue_id uuid,
  takes boolean not null default false,
  closes boolean not null default false,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (search_title('n'::text, name)) stored
);
create table public.catalogue_version (
  only_one boolean not null default true,
  version bigint not null default 1
);
create table public.chance_models (
  id uuid not null default uuid_v7(),
  learnt_at timestamp with time zone not null,
  is_enough boolean not null,
  bands numeric[] not null,
  evidence jsonb not null
);
create table public.chance_weights (
  part text not null,
  stage_id uuid,
  age integer,
  user_id uuid,
  band integer,
  weight double precision not null,
  deals integer not null
);
create table public.channel_accounts (
  id uuid not null default uuid_v7(),
  name text not null,
  kind text not null,
  address text,
  user_id uuid,
  queue_id uuid,
  language text,
  unknown text not null default 'wait'::text,
  from_name text,
  signature text,
  active boolean not null default true,
  state text not null default 'unset'::text,
  problem text,
  checked_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as ((search_title('n'::text, name) || COALESCE(search_words('a'::text, address), ''::tsvector))) stored
);
create table public.channel_connections (
  account_id uuid not null,
  settings jsonb not null default '{}'::jsonb,
  sealed bytea,
  cursor jsonb not null default '{}'::jsonb,
  held_by text,
  held_until timestamp with time zone,
  changed_at timestamp with time zone not null default now(),
  refreshing_until timestamp with time zone
);
create table public.chat_lines (
  session_id uuid not null,
  sequence bigint not null,
  message_id uuid not null,
  hidden boolean not null default false
);
create table public.chat_sessions (
  id uuid not null default uuid_v7(),
  account_id uuid not null,
  identity text,
  email text,
  name text,
  language text not null,
  begun_at timestamp with time zone not null default now(),
  seen_at timestamp with time zone not null default now(),
  typed_at timestamp with time zone,
  last_sequence bigint not null default 0,
  delivered_to bigint not null default 0,
  read_to bigint not null default 0,
  mailed_to bigint not null default 0
);
create table public.chat_tokens (
  token_hash text not null,
  session_id uuid not null,
  made_at timestamp with time zone not null default now()
);
create table public.commission_closures (
  plan_id uuid not null,
  starts_on date not null,
  ends_on date not null,
  tiers jsonb not null,
  closed_at timestamp with time zone not null,
  closed_by uuid
);
create table public.commission_members (
  plan_id uuid not null,
  user_id uuid not null
);
create table public.commission_plans (
  id uuid not null default uuid_v7(),
  name text not null,
  base text not null,
  unit text not null,
  starts_on date not null,
  ends_on date,
  tiers jsonb not null,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1
);
create table public.commission_rows (
  statement_id uuid not null,
  "position" integer not null,
  kind text not null,
  entry uuid not null,
  deal_id uuid,
  title text not null,
  day date not null,
  earned_in date not null,
  reason text,
  base numeric not null,
  share numeric not null,
  rate numeric not null,
  amount numeric not null
);
create table public.commission_statements (
  id uuid not null default uuid_v7(),
  plan_id uuid not null,
  starts_on date not null,
  user_id uuid not null,
  quota numeric,
  total numeric not null,
  currency text not null
);
create table public.connected_calendars (
  id uuid not null default uuid_v7(),
  connection_id uuid not null,
  address text not null,
  title text not null,
  component text not null,
  chosen_at timestamp with time zone,
  takes_new boolean not null default false,
  state text
);
create table public.connected_entries (
  calendar_id uuid not null,
  href text not null,
  record_id uuid,
  uid text not null,
  tag text,
  version integer not null default 0,
  body text not null,
  said jsonb not null default '{}'::jsonb
);
create table public.consents (
  id uuid not null default uuid_v7(),
  party_id uuid not null,
  purpose text not null,
  channel text not null,
  given boolean not null,
  basis text not null,
  proof text,
  source text not null,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.contact_points (
  id uuid not null default uuid_v7(),
  party_id uuid not null,
  kind text not null,
  value text not null,
  normalised text not null,
  label text,
  main boolean not null default false,
  valid_from date,
  valid_until date,
  opted_out_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (
CASE
    WHEN ((NOT main) OR (archived_at IS NOT NULL)) THEN (search_words('v'::text, value) || search_phone('v'::text, value))
    ELSE NULL::tsvector
END) stored
);
create table public.contract_documents (
  id uuid not null default uuid_v7(),
  contract_id uuid not null,
  name text not null,
  file_id uuid not null,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.contract_notices (
  contract_id uuid not null,
  ends_on date not null,
  task_id uuid,
  noted_at timestamp with time zone not null default now()
);
create table public.contracts (
  id uuid not null default uuid_v7(),
  number text not null,
  name text not null,
  state text not null default 'draft'::text,
  customer_id uuid not null,
  contact_id uuid,
  deal_id uuid,
  starts_on date not null,
  ends_on date,
  notice_days integer not null default 30,
  renewal text not null default 'none'::text,
  renewal_months integer not null default 12,
  renewals integer not null default 0,
  notice_until date generated always as ((ends_on - notice_days)) stored,
  terminated_on date,
  termination_reason text,
  terms text,
  document_id uuid,
  owner_id uuid,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as ((search_title('n'::text, name) || search_number('u'::text, number))) stored,
  first_ends_on date
);
create table public.conversation_drafts (
  conversation_id uuid not null,
  kind text not null,
  body text not null,
  recipients jsonb not null default '{}'::jsonb,
  file_ids uuid[] not null default '{}'::uuid[],
  version integer not null default 1,
  changed_by uuid not null,
  changed_at timestamp with time zone not null default now()
);
create table public.conversation_followers (
  conversation_id uuid not null,
  user_id uuid not null
);
create table public.conversation_keys (
  key text not null,
  conversation_id uuid not null
);
create table public.conversation_merges (
  id uuid not null default uuid_v7(),
  from_id uuid not null,
  into_id uuid not null,
  state text not null,
  snoozed_until timestamp with time zone,
  by uuid,
  at timestamp with time zone not null default now(),
  through uuid[] not null default '{}'::uuid[]
);
create table public.conversation_outside_answers (
  conversation_id uuid not null,
  until timestamp with time zone not null
);
create table public.conversation_reads (
  user_id uuid not null,
  conversation_id uuid not null,
  at timestamp with time zone not null
);
create table public.conversation_routings (
  conversation_id uuid not null,
  user_id uuid not null,
  queue_id uuid,
  at timestamp with time zone not null,
  load integer not null,
  capacity integer not null,
  others integer not null,
  skills text[] not null,
  language text,
  weight integer not null default 1
);
create unlogged table public.conversation_watchers (
  conversation_id uuid not null,
  user_id uuid not null,
  doing text not null,
  until timestamp with time zone not null
);
create table public.conversations (
  id uuid not null default uuid_v7(),
  subject text,
  channel text not null,
  account_id uuid,
  queue_id uuid,
  party_id uuid,
  contact text,
  contact_name text,
  state text not null default 'open'::text,
  priority text not null default 'normal'::text,
  language text,
  tags text[] not null default '{}'::text[],
  preview text,
  messages integer not null default 0,
  last_message_at timestamp with time zone not null default now(),
  waiting_since timestamp with time zone,
  first_answer_at timestamp with time zone,
  snoozed_until timestamp with time zone,
  closed_at timestamp with time zone,
  merged_into_id uuid,
  owner_id uuid,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (((search_title('s'::text, COALESCE(subject, ''::text)) || COALESCE(search_words('c'::text, contact), ''::tsvector)) || COALESCE(search_words('n'::text, contact_name), ''::tsvector))) stored
);
create table public.currency_rates (
  id uuid not null default uuid_v7(),
  name text not null,
  currency text not null,
  day date not null,
  rate numeric not null,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.deal_checks (
  deal_id uuid not null,
  requirement_id uuid not null,
  checked_at timestamp with time zone not null,
  checked_by uuid
);
create table public.deal_competitors (
  deal_id uuid not null,
  party_id uuid not null
);
create table public.deal_parties (
  id uuid not null default uuid_v7(),
  deal_id uuid not null,
  party_id uuid not null,
  role text not null,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.deal_paths (
  deal_id uuid not null,
  path_id uuid not null,
  seconds integer[] not null
) with (fillfactor=80);
create table public.deal_product_shares (
  deal_id uuid not null,
  product_id uuid not null,
  share numeric not null
);
create table public.deal_products (
  id uuid not null default uuid_v7(),
  deal_id uuid not null,
  product_id uuid not null,
  quantity numeric not null default 1,
  price numeric,
  price_currency text,
  discount numeric not null default 0,
  "position" integer not null default 0,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.deal_splits (
  deal_id uuid not null,
  user_id uuid not null,
  share numeric not null
);
create table public.deals (
  id uuid not null default uuid_v7(),
  name text not null,
  number text,
  pipeline_id uuid not null,
  stage_id uuid not null,
  stage_entered_at timestamp with time zone not null default now(),
  company_id uuid,
  person_id uuid,
  amount numeric,
  amount_currency text,
  probability numeric,
  opened_on date,
  expected_close_on date,
  closed_on date,
  lost_reason text,
  lost_comment text,
  next_step text,
  next_step_on date,
  source text,
  description text,
  owner_id uuid,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as ((((search_title('n'::text, name) || COALESCE(search_number('u'::text, number), ''::tsvector)) || COALESCE(search_words('s'::text, next_step), ''::tsvector)) || COALESCE(search_words('d'::text, description), ''::tsvector))) stored,
  stuck_at timestamp with time zone,
  won_reason text,
  won_comment text,
  split_from_id uuid,
  recurs text,
  recurs_next_on date,
  recurs_from_id uuid,
  recurs_on date,
  forecast_category text
);
create table public.deliveries (
  id uuid not null default uuid_v7(),
  number text not null,
  kind text not null,
  order_id uuid not null,
  customer_id uuid not null,
  delivered_on date not null,
  address_street text,
  address_city text,
  address_region text,
  address_postal_code text,
  address_country text,
  tracking text,
  reason text,
  comment text,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (((search_title('u'::text, number) || search_number('u'::text, number)) || COALESCE(search_number('t'::text, tracking), ''::tsvector))) stored,
  warehouse_id uuid
);
create table public.delivery_lines (
  id uuid not null default uuid_v7(),
  delivery_id uuid not null,
  order_line_id uuid not null,
  "position" integer not null default 0,
  product_id uuid,
  description text not null,
  quantity numeric not null,
  unit text,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (search_title('d'::text, description)) stored
);
create table public.discount_limits (
  role_id uuid not null,
  percent numeric not null
);
create table public.disputes (
  id uuid not null default uuid_v7(),
  payment_id uuid not null,
  amount numeric not null,
  amount_currency text not null,
  reason text not null,
  state text not null,
  opened_on date not null,
  due_on date,
  refund_id uuid,
  provider_reference text not null,
  told_at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.document_design (
  id boolean not null default true,
  design jsonb not null,
  logo bytea,
  updated_at timestamp with time zone not null default now()
);
create table public.duplicate_pairs (
  id uuid not null default uuid_v7(),
  kind text not null,
  left_id uuid not null,
  right_id uuid not null,
  score real not null,
  found_at timestamp with time zone not null default now(),
  decision text,
  decided_at timestamp with time zone,
  decided_by uuid,
  until date
);
create table public.duplicate_search (
  id integer not null default 1,
  come_to uuid,
  finished_at timestamp with time zone
);
create table public.event_cursors (
  subscriber text not null,
  transaction xid8 not null,
  sequence bigint not null
);
create table public.event_failures (
  id bigint not null generated always as identity,
  subscriber text not null,
  sequence bigint not null,
  attempts integer not null default 1,
  next_try_at timestamp with time zone,
  error text not null
);
create table public.event_log (
  only_one boolean not null default true,
  name uuid not null default gen_random_uuid(),
  forgotten_transaction xid8 not null default '0'::xid8,
  forgotten_sequence bigint not null default 0
);
create table public.events (
  sequence bigint not null generated always as identity,
  transaction xid8 not null default pg_current_xact_id(),
  at timestamp with time zone not null default now(),
  name text not null,
  object text not null,
  records uuid[] not null,
  payload jsonb not null default '{}'::jsonb,
  actor_id uuid
);
create table public.exports (
  id uuid not null default uuid_v7(),
  object text not null,
  format text not null,
  request jsonb not null,
  file_name text not null,
  state text not null default 'waiting'::text,
  run_id uuid,
  runs integer not null default 0,
  row_count integer not null,
  processed integer not null default 0,
  file_size bigint,
  problem jsonb,
  rights jsonb not null,
  created_at timestamp with time zone not null default now(),
  created_by uuid not null,
  touched_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone
);
create table public.external_ids (
  system text not null,
  entity text not null,
  external_id text not null,
  object text not null,
  record_id uuid not null,
  unit_id uuid not null
);
create table public.field_definitions (
  object text not null,
  name text not null,
  custom boolean not null,
  definition jsonb not null,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  removed_at timestamp with time zone,
  removed_by uuid,
  removed_with text
);
create table public.field_options (
  object text not null,
  field text not null,
  key text not null,
  label text not null,
  "position" integer not null default 0
);
create table public.files (
  id uuid not null default uuid_v7(),
  name text not null,
  type text not null,
  size bigint not null,
  sha256 text not null,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  location text not null
);
create table public.forecast_snapshot_deals (
  snapshot_id uuid not null,
  deal_id uuid not null,
  day date not null,
  category text not null,
  own numeric,
  amount numeric,
  currency text
);
create table public.forecast_snapshot_sums (
  snapshot_id uuid not null,
  month date not null,
  owner_id uuid,
  pipeline_id uuid,
  category text not null,
  deals integer not null,
  amount numeric not null,
  weighted numeric not null,
  expected numeric
);
create table public.forecast_snapshots (
  id uuid not null default uuid_v7(),
  taken_at timestamp with time zone not null,
  taken_by uuid,
  currency text not null
);
create table public.forecast_submissions (
  id uuid not null default uuid_v7(),
  unit text not null,
  starts_on date not null,
  user_id uuid,
  team_id uuid,
  amount numeric not null,
  note text,
  submitted_at timestamp with time zone not null,
  submitted_by uuid
);
create table public.history (
  id bigint not null generated always as identity,
  at timestamp with time zone not null default now(),
  actor_id uuid,
  source text not null,
  object text,
  record_id uuid,
  kind text not null,
  changes jsonb not null,
  unit_id uuid,
  key_id uuid,
  address text,
  undoes uuid,
  details jsonb
);
create table public.holidays (
  id uuid not null default uuid_v7(),
  calendar_id uuid not null,
  name text not null,
  day date not null,
  yearly boolean not null default false,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.identity_document_readings (
  id uuid not null default uuid_v7(),
  document_id uuid not null,
  reader_id uuid not null,
  reason text not null,
  at timestamp with time zone not null default now()
);
create table public.identity_documents (
  id uuid not null default uuid_v7(),
  party_id uuid not null,
  kind text not null,
  number_encrypted bytea not null,
  number_ending text not null,
  country text,
  issued_on date,
  expires_on date,
  purpose text not null,
  keep_until date not null,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.import_failed_rows (
  import_id uuid not null,
  "row" integer not null,
  problems jsonb,
  cells jsonb
);
create table public.import_made (
  import_id uuid not null,
  object text not null,
  record_id uuid not null,
  title text not null,
  "row" integer
);
create table public.import_outcomes (
  import_id uuid not null,
  outcome text not null,
  last_row integer not null,
  rows integer[] not null,
  records uuid[] not null
);
create table public.import_templates (
  id uuid not null default uuid_v7(),
  name text not null,
  object text not null,
  headings jsonb not null,
  mapping jsonb not null,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now()
);
create table public.import_units (
  number bigint not null generated always as identity,
  import_id uuid not null,
  unit_id uuid not null,
  at timestamp with time zone not null,
  pass integer not null default 0,
  records integer not null default 0,
  stays jsonb not null default '[]'::jsonb
);
create table public.imports (
  id uuid not null default uuid_v7(),
  session_id uuid not null,
  "position" integer not null default 0,
  file_name text not null,
  file_size bigint not null,
  sha256 text not null,
  layout jsonb not null,
  survey jsonb not null,
  row_count integer not null,
  object text,
  mapping jsonb,
  state text not null default 'prepared'::text,
  cursor integer not null default 0,
  processed integer not null default 0,
  created integer not null default 0,
  updated integer not null default 0,
  unchanged integer not null default 0,
  failed integer not null default 0,
  problem jsonb,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  started_at timestamp with time zone,
  touched_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone,
  rights jsonb,
  undo_state text,
  undo_pass integer not null default 0,
  undo_anyway boolean not null default false,
  undone_by uuid,
  undo_rights jsonb,
  template_id uuid,
  run_id uuid,
  left_out jsonb not null default '[]'::jsonb
);
create table public.installed_products (
  id uuid not null default uuid_v7(),
  name text not null,
  product_id uuid,
  customer_id uuid not null,
  serial text,
  installed_on date,
  warranty_until date,
  location text,
  note text,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as ((search_title('n'::text, name) || COALESCE(search_words('s'::text, serial), ''::tsvector))) stored
);
create table public.interactions (
  id uuid not null default uuid_v7(),
  at timestamp with time zone not null,
  channel text not null,
  direction text not null,
  kind text not null,
  party_id uuid not null,
  company_id uuid,
  agent_id uuid,
  conversation_id uuid,
  deal_id uuid,
  subject text,
  body text,
  outcome text,
  duration integer,
  source text not null default 'screen'::text,
  details jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as ((COALESCE(search_title('s'::text, subject), ''::tsvector) || COALESCE(search_words('b'::text, body), ''::tsvector))) stored,
  quote_id uuid,
  order_id uuid,
  invoice_id uuid,
  payment_id uuid,
  contract_id uuid,
  subscription_id uuid,
  happening jsonb
);
create table public.invitations (
  id uuid not null default uuid_v7(),
  user_id uuid not null,
  token_hash text,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  accepted_at timestamp with time zone,
  withdrawn_at timestamp with time zone
);
create table public.invoice_lines (
  id uuid not null default uuid_v7(),
  invoice_id uuid not null,
  "position" integer not null default 0,
  product_id uuid,
  description text not null,
  quantity numeric not null,
  unit text,
  price numeric not null,
  price_currency text not null,
  discount numeric not null default 0,
  tax_class text,
  tax_rate numeric not null default 0,
  tax_treatment text,
  net numeric not null default 0,
  net_currency text not null,
  tax numeric not null default 0,
  tax_currency text not null,
  total numeric not null default 0,
  total_currency text not null,
  order_line_id uuid,
  corrects_id uuid,
  deposit_id uuid,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (search_title('d'::text, description)) stored,
  subscription_line_id uuid,
  period_from date,
  period_until date
);
create table public.invoice_mailings (
  id uuid not null default uuid_v7(),
  invoice_id uuid not null,
  kind text not null,
  addresses text[] not null,
  subject text not null,
  body text not null,
  tries integer not null default 0,
  sent_at timestamp with time zone,
  failed_at timestamp with time zone,
  failure text,
  answer text,
  created_at timestamp with time zone not null default now(),
  created_by uuid
);
create table public.invoices (
  id uuid not null default uuid_v7(),
  number text,
  kind text not null default 'invoice'::text,
  state text not null default 'draft'::text,
  subject text,
  customer_id uuid not null,
  contact_id uuid,
  deal_id uuid,
  order_id uuid,
  corrects_id uuid,
  reason text,
  reference text,
  payment_reference text,
  issued_on date,
  supplied_on date,
  due_on date,
  payment_days integer not null default 14,
  currency text not null,
  language text not null,
  discount numeric not null default 0,
  tax_included boolean not null default false,
  rounding text not null default 'document'::text,
  net numeric not null default 0,
  net_currency text not null,
  tax numeric not null default 0,
  tax_currency text not null,
  total numeric not null default 0,
  total_currency text not null,
  paid numeric not null default 0,
  paid_currency text not null generated always as (currency) stored,
  credited numeric not null default 0,
  credited_currency text not null generated always as (currency) stored,
  open numeric not null generated always as (((total - paid) - credited)) stored,
  open_currency text not null generated always as (currency) stored,
  introduction text,
  terms text,
  tax_notes text,
  sent_at timestamp with time zone,
  issued_by_id uuid,
  owner_id uuid,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (((COALESCE((search_title('u'::text, number) || search_number('u'::text, number)), ''::tsvector) || COALESCE(search_words('s'::text, subject), ''::tsvector)) || COALESCE(search_number('r'::text, reference), ''::tsvector))) stored,
  subscription_id uuid,
  printed_head jsonb
);
create table public.job_workers (
  worker_id text not null,
  host text not null,
  pid integer not null,
  began text not null,
  seen_at timestamp with time zone not null default now()
);
create table public.kept_answers (
  caller text not null,
  key_hash bytea not null,
  request_hash bytea not null,
  answer bytea not null,
  at timestamp with time zone not null
);
create table public.kept_records (
  record_id uuid not null,
  object text not null,
  team_ids uuid[] not null,
  user_ids uuid[] not null default '{}'::uuid[],
  personal boolean not null default false
);
create table public.known_words (
  word text not null,
  met_on date not null default CURRENT_DATE
);
create table public.layouts (
  id uuid not null default uuid_v7(),
  object text not null,
  team_id uuid,
  definition jsonb not null,
  version integer not null default 1,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid
);
create table public.lead_assignments (
  id uuid not null default uuid_v7(),
  lead_id uuid not null,
  user_id uuid not null,
  way text not null,
  rule_id uuid,
  explanation jsonb,
  assigned_at timestamp with time zone not null,
  turn bigint not null generated always as identity,
  ended_at timestamp with time zone,
  ended text,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.lead_products (
  lead_id uuid not null,
  product_id uuid not null
);
create table public.lead_qualifications (
  id uuid not null default uuid_v7(),
  lead_id uuid not null,
  unit_id uuid not null,
  qualified_at timestamp with time zone not null,
  qualified_by uuid,
  taken_back_at timestamp with time zone
);
create table public.leads (
  id uuid not null default uuid_v7(),
  name text not null,
  party_id uuid not null,
  status text not null default 'new'::text,
  rating text,
  source text,
  interest text,
  amount numeric,
  amount_currency text,
  contact_name text,
  company_name text,
  job_title text,
  email text,
  phone text,
  assigned_at timestamp with time zone,
  first_touched_at timestamp with time zone,
  closed_at timestamp with time zone,
  unqualified_reason text,
  unqualified_comment text,
  company_id uuid,
  person_id uuid,
  deal_id uuid,
  owner_id uuid,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as ((((((search_title('n'::text, name) || COALESCE(search_words('t'::text, contact_name), ''::tsvector)) || COALESCE(search_words('c'::text, company_name), ''::tsvector)) || COALESCE(search_words('e'::text, email), ''::tsvector)) || COALESCE(search_phone('p'::text, phone), ''::tsvector)) || COALESCE(search_words('i'::text, interest), ''::tsvector))) stored
);
create table public.links_to_come (
  system text not null,
  entity text not null,
  external_id text not null,
  object text not null,
  record_id uuid not null,
  field text not null,
  unit_id uuid not null
);
create table public.merged_messages (
  merge_id uuid not null,
  message_id uuid not null
);
create table public.merges (
  id uuid not null default uuid_v7(),
  object text not null,
  survivor_id uuid not null,
  merged_ids uuid[] not null,
  unit_id uuid not null,
  merged_at timestamp with time zone not null,
  merged_by uuid,
  besides jsonb not null default '{}'::jsonb,
  separated_at timestamp with time zone,
  separated_by uuid,
  separated_unit_id uuid
);
create table public.message_files (
  id uuid not null default uuid_v7(),
  message_id uuid not null,
  file_id uuid not null,
  content_id text,
  "position" integer not null default 0,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.messages (
  id uuid not null default uuid_v7(),
  conversation_id uuid not null,
  at timestamp with time zone not null,
  direction text not null,
  kind text not null default 'message'::text,
  author_id uuid,
  sender text,
  sender_name text,
  recipients jsonb not null default '{}'::jsonb,
  subject text,
  body text,
  html text,
  own_length integer,
  automatic boolean not null default false,
  external_id text,
  in_reply_to text,
  state text not null,
  state_at timestamp with time zone not null default now(),
  problem text,
  send_at timestamp with time zone,
  attempts integer not null default 0,
  details jsonb not null default '{}'::jsonb,
  interaction_id uuid,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (COALESCE(search_words('b'::text, body), ''::tsvector)) stored,
  account_id uuid
);
create table public.mrr_movements (
  id uuid not null default uuid_v7(),
  subscription_id uuid not null,
  customer_id uuid not null,
  day date not null,
  kind text not null,
  amount numeric not null,
  amount_currency text not null,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.notes (
  id uuid not null default uuid_v7(),
  body text not null,
  party_id uuid,
  deal_id uuid,
  pinned boolean not null default false,
  owner_id uuid,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (search_words('b'::text, body)) stored
);
create table public.notifications (
  id uuid not null default uuid_v7(),
  user_id uuid not null,
  kind text not null,
  object text,
  record_id uuid,
  params jsonb not null default '{}'::jsonb,
  once text,
  created_at timestamp with time zone not null default now(),
  read_at timestamp with time zone
);
create table public.number_counters (
  series_id uuid not null,
  year integer not null,
  last bigint not null
);
create table public.number_series (
  id uuid not null default uuid_v7(),
  key text not null,
  prefix text default ''::text,
  digits integer not null default 4,
  yearly boolean not null default true,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (search_title('k'::text, key)) stored
);
create table public.object_definitions (
  name text not null,
  custom boolean not null,
  definition jsonb not null default '{}'::jsonb,
  field_order text[] not null default '{}'::text[],
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  removed_at timestamp with time zone,
  removed_by uuid
);
create table public.opted_out_numbers (
  number text not null,
  at timestamp with time zone not null default now()
);
create table public.order_lines (
  id uuid not null default uuid_v7(),
  order_id uuid not null,
  "position" integer not null default 0,
  product_id uuid,
  description text not null,
  quantity numeric not null,
  unit text,
  price numeric not null,
  price_currency text not null,
  discount numeric not null default 0,
  tax_class text,
  tax_rate numeric not null default 0,
  tax_treatment text,
  net numeric not null,
  net_currency text not null,
  tax numeric not null,
  tax_currency text not null,
  total numeric not null,
  total_currency text not null,
  cost numeric,
  quote_line_id uuid,
  source_line text,
  delivered numeric not null default 0,
  returned numeric not null default 0,
  cancelled numeric not null default 0,
  invoiced numeric not null default 0,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (search_title('d'::text, description)) stored,
  list_price numeric
);
create table public.orders (
  id uuid not null default uuid_v7(),
  number text not null,
  subject text,
  state text not null default 'draft'::text,
  delivery_state text not null default 'none'::text,
  invoice_state text not null default 'none'::text,
  origin text not null default 'manual'::text,
  customer_id uuid not null,
  contact_id uuid,
  deal_id uuid,
  quote_id uuid,
  reference text,
  ordered_on date not null,
  deliver_on date,
  currency text not null,
  language text not null,
  channel text,
  discount numeric not null default 0,
  tax_included boolean not null default false,
  rounding text not null default 'document'::text,
  net numeric not null default 0,
  net_currency text not null,
  tax numeric not null default 0,
  tax_currency text not null,
  total numeric not null default 0,
  total_currency text not null,
  delivery_address_street text,
  delivery_address_city text,
  delivery_address_region text,
  delivery_address_postal_code text,
  delivery_address_country text,
  terms text,
  confirmed_at timestamp with time zone,
  completed_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  cancel_reason text,
  cancel_comment text,
  owner_id uuid,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as ((((search_title('u'::text, number) || search_number('u'::text, number)) || COALESCE(search_words('s'::text, subject), ''::tsvector)) || COALESCE(search_number('r'::text, reference), ''::tsvector))) stored
);
create table public.organisation (
  only_one boolean not null default true,
  name text not null,
  locale text not null,
  country text not null,
  currency text not null,
  time_zone text not null,
  set_up_at timestamp with time zone not null default now(),
  settings jsonb not null default '{}'::jsonb
);
create table public.parties (
  id uuid not null default uuid_v7(),
  kind text not null,
  name text not null,
  given_name text,
  middle_name text,
  family_name text,
  roles text[] not null default '{}'::text[],
  owner_id uuid,
  email text,
  phone text,
  website text,
  address_street text,
  address_city text,
  address_region text,
  address_postal_code text,
  address_country text,
  company_id uuid,
  job_title text,
  birth_date date,
  gender text,
  income numeric,
  income_currency text,
  parent_id uuid,
  legal_name text,
  tax_number text,
  registration_number text,
  industry text,
  employees integer,
  revenue numeric,
  revenue_currency text,
  founded integer,
  language text,
  time_zone text,
  source text,
  description text,
  picture_id uuid,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector,
  name_sound text collate "C",
  own_domain text generated always as (
CASE
    WHEN (kind = 'company'::text) THEN own_domain(website, email)
    ELSE NULL::text
END) stored,
  tax_digits text generated always as (NULLIF(regexp_replace(tax_number, '[^0-9]'::text, ''::text, 'g'::text), ''::text)) stored
);
create table public.paths (
  id uuid not null default uuid_v7(),
  stages uuid[] not null,
  stays integer[] not null
);
create table public.payment_allocations (
  id uuid not null default uuid_v7(),
  payment_id uuid,
  credit_note_id uuid,
  invoice_id uuid not null,
  amount numeric not null,
  amount_currency text not null,
  allocated_on date not null,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.payment_notices (
  provider text not null,
  notice text not null,
  kind text not null,
  reference text,
  payment text,
  amount numeric,
  currency text,
  happened_at timestamp with time zone not null,
  received_at timestamp with time zone not null default now(),
  outcome text not null,
  dispute jsonb
);
create table public.payment_providers (
  name text not null,
  enabled boolean not null default false,
  address text not null,
  secret_key bytea,
  notice_secret bytea,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid
);
create table public.payment_requests (
  id uuid not null default uuid_v7(),
  invoice_id uuid not null,
  provider text not null,
  amount numeric not null,
  currency text not null,
  state text not null default 'asked'::text,
  reference text,
  address text,
  expires_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  email text,
  language text
);
create table public.payments (
  id uuid not null default uuid_v7(),
  number text not null,
  customer_id uuid not null,
  amount numeric not null,
  amount_currency text not null,
  received_on date not null,
  method text not null,
  origin text not null default 'manual'::text,
  state text not null default 'received'::text,
  reference text,
  payer text,
  payer_account text,
  provider text,
  provider_reference text,
  allocated numeric not null default 0,
  allocated_currency text not null generated always as (amount_currency) stored,
  refunded numeric not null default 0,
  refunded_currency text not null generated always as (amount_currency) stored,
  credit numeric not null generated always as (
CASE state
    WHEN 'reversed'::text THEN (0)::numeric
    ELSE ((amount - allocated) - refunded)
END) stored,
  credit_currency text not null generated always as (amount_currency) stored,
  reversed_on date,
  reverse_reason text,
  note text,
  owner_id uuid,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as ((((search_title('u'::text, number) || search_number('u'::text, number)) || COALESCE(search_words('p'::text, payer), ''::tsvector)) || COALESCE(search_words('r'::text, reference), ''::tsvector))) stored
);
create table public.phone_extensions (
  account_id uuid not null,
  extension text not null,
  user_id uuid not null
);
create table public.pipeline_teams (
  pipeline_id uuid not null,
  team_id uuid not null
);
create table public.pipelines (
  id uuid not null default uuid_v7(),
  name text not null,
  "position" integer not null default 0,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (search_title('n'::text, name)) stored,
  seen_by text not null default 'everyone'::text,
  sold_by text not null default 'everyone'::text
);
create table public.places (
  id uuid not null default uuid_v7(),
  name text not null,
  kind text not null,
  definition jsonb not null,
  secret bytea,
  host_key text,
  tried_at timestamp with time zone,
  trouble jsonb,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1
);
create table public.playbook_steps (
  id uuid not null default uuid_v7(),
  stage_id uuid not null,
  subject text not null,
  description text,
  kind text not null default 'to_do'::text,
  due_days integer not null default 0,
  doer text not null default 'owner'::text,
  user_id uuid,
  "position" integer not null default 0,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (search_title('s'::text, subject)) stored
);
create table public.playbook_tasks (
  stage_change_id uuid not null,
  step_id uuid not null,
  task_id uuid not null
);
create table public.price_items (
  id uuid not null default uuid_v7(),
  price_list_id uuid not null,
  product_id uuid,
  category_id uuid,
  from_quantity numeric not null default 0,
  price numeric,
  price_currency text,
  percent numeric,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.price_lists (
  id uuid not null default uuid_v7(),
  name text not null,
  active boolean not null default true,
  currency text not null,
  tax_in_prices text not null default 'by_country'::text,
  priority integer not null default 0,
  channel text,
  customer_id uuid,
  buyers text,
  valid_from date,
  valid_until date,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (search_title('n'::text, name)) stored
);
create table public.product_categories (
  id uuid not null default uuid_v7(),
  name text not null,
  parent_id uuid,
  "position" integer not null default 0,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (search_title('n'::text, name)) stored
);
create table public.products (
  id uuid not null default uuid_v7(),
  name text not null,
  code text,
  price numeric,
  price_currency text,
  unit text,
  active boolean not null default true,
  description text,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  kind text not null default 'goods'::text,
  category_id uuid,
  variant_of_id uuid,
  barcode text,
  tax_class text not null default 'standard'::text,
  cost numeric,
  cost_currency text,
  quantity_decimals integer,
  stocked boolean not null default false,
  picture_id uuid,
  search_words tsvector generated always as ((((search_title('n'::text, name) || COALESCE(search_number('c'::text, code), ''::tsvector)) || COALESCE(search_number('b'::text, barcode), ''::tsvector)) || COALESCE(search_words('d'::text, description), ''::tsvector))) stored
);
create table public.queue_teams (
  queue_id uuid not null,
  team_id uuid not null
);
create table public.queues (
  id uuid not null default uuid_v7(),
  name text not null,
  seen_by text not null default 'everyone'::text,
  "position" integer not null default 0,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (search_title('n'::text, name)) stored,
  routing text not null default 'manual'::text,
  skills text[] not null default '{}'::text[],
  weight integer not null default 1,
  hours jsonb not null default '[]'::jsonb,
  outside jsonb not null default '{}'::jsonb
);
create table public.quote_approvals (
  id uuid not null default uuid_v7(),
  quote_id uuid not null,
  state text not null default 'asked'::text,
  discount numeric not null,
  discount_limit numeric not null,
  reason text,
  asked_by_id uuid,
  decided_at timestamp with time zone,
  decided_by_id uuid,
  comment text,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.quote_comments (
  id uuid not null default uuid_v7(),
  quote_id uuid not null,
  user_id uuid,
  name text not null,
  body text not null,
  address text,
  created_at timestamp with time zone not null default now()
);
create table public.quote_lines (
  id uuid not null default uuid_v7(),
  quote_id uuid not null,
  "position" integer not null default 0,
  product_id uuid,
  description text not null,
  quantity numeric not null,
  unit text,
  price numeric not null,
  price_currency text not null,
  discount numeric not null default 0,
  tax_class text,
  tax_rate numeric not null default 0,
  tax_treatment text,
  optional boolean not null default false,
  chosen boolean not null default true,
  net numeric not null,
  net_currency text not null,
  tax numeric not null,
  tax_currency text not null,
  total numeric not null,
  total_currency text not null,
  cost numeric,
  deal_product_id uuid,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (search_title('d'::text, description)) stored,
  list_price numeric
);
create table public.quote_links (
  id uuid not null default uuid_v7(),
  quote_id uuid not null,
  token_hash text not null,
  revoked_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  created_by uuid
);
create table public.quote_mailings (
  id uuid not null default uuid_v7(),
  quote_id uuid not null,
  link_id uuid,
  address text not null,
  message text not null default ''::text,
  sent_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  tries integer not null default 0,
  failed_at timestamp with time zone,
  failure text,
  answer text
);
create table public.quote_signatures (
  id uuid not null default uuid_v7(),
  quote_id uuid not null,
  decision text not null,
  name text not null,
  drawn bytea,
  content text not null,
  content_hash text not null,
  address text not null,
  agent text not null default ''::text,
  created_at timestamp with time zone not null default now(),
  link_by uuid
);
create table public.quote_visits (
  id uuid not null default uuid_v7(),
  quote_id uuid not null,
  address text not null,
  agent text not null default ''::text,
  pages integer not null default 1,
  opened_at timestamp with time zone not null default now(),
  last_at timestamp with time zone not null default now()
);
create table public.quotes (
  id uuid not null default uuid_v7(),
  number text not null,
  base_number text not null,
  revision integer not null default 1,
  replaces_id uuid,
  subject text,
  state text not null default 'draft'::text,
  customer_id uuid not null,
  contact_id uuid,
  deal_id uuid,
  valid_until date,
  currency text not null,
  language text not null,
  channel text,
  discount numeric not null default 0,
  tax_included boolean not null default false,
  rounding text not null default 'document'::text,
  net numeric not null default 0,
  net_currency text not null,
  tax numeric not null default 0,
  tax_currency text not null,
  total numeric not null default 0,
  total_currency text not null,
  introduction text,
  terms text,
  sent_at timestamp with time zone,
  decided_at timestamp with time zone,
  decided_by text,
  decline_reason text,
  decline_comment text,
  owner_id uuid,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (((search_title('u'::text, number) || search_number('u'::text, number)) || COALESCE(search_words('s'::text, subject), ''::tsvector))) stored
);
create table public.receipts (
  id uuid not null default uuid_v7(),
  account_id uuid not null,
  source_id text not null,
  at timestamp with time zone not null default now(),
  raw bytea,
  sha256 bytea,
  state text not null default 'stored'::text,
  problem text,
  attempts integer not null default 0,
  message_id uuid
);
create table public.record_shares (
  id uuid not null default uuid_v7(),
  objects text[] not null,
  record_id uuid not null,
  user_id uuid,
  team_id uuid,
  access text not null,
  created_at timestamp with time zone not null default now(),
  created_by uuid
);
create table public.recycle_bin (
  record_id uuid not null,
  object text not null,
  archived_at timestamp with time zone not null,
  archived_by uuid,
  with_id uuid
);
create table public.refunds (
  id uuid not null default uuid_v7(),
  payment_id uuid,
  credit_note_id uuid,
  amount numeric not null,
  amount_currency text not null,
  refunded_on date not null,
  reason text not null,
  provider_reference text,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.relations (
  id uuid not null default uuid_v7(),
  kind text not null,
  from_id uuid not null,
  to_id uuid not null,
  title text,
  started_on date,
  ended_on date,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.roles (
  id uuid not null default uuid_v7(),
  key text,
  name text not null,
  grants jsonb not null,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (search_title('n'::text, name)) stored
);
create table public.sales_profile_products (
  sales_profile_id uuid not null,
  product_id uuid not null
);
create table public.sales_profiles (
  id uuid not null default uuid_v7(),
  user_id uuid not null,
  most_open integer,
  languages text[] not null default '{}'::text[],
  away_until date,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.schedule_runs (
  id uuid not null default uuid_v7(),
  schedule_id uuid not null,
  due_at timestamp with time zone not null,
  state text not null default 'waiting'::text,
  run_id uuid,
  attempts integer not null default 0,
  next_try_at timestamp with time zone not null default now(),
  files jsonb not null default '[]'::jsonb,
  problem jsonb,
  started_at timestamp with time zone,
  touched_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone
);
create table public.schedule_taken (
  schedule_id uuid not null,
  name text not null,
  size bigint not null,
  sha256 text not null,
  mark text,
  import_id uuid,
  taken_at timestamp with time zone not null default now()
);
create table public.schedules (
  id uuid not null default uuid_v7(),
  name text not null,
  kind text not null,
  place_id uuid,
  definition jsonb not null,
  rhythm jsonb not null,
  owner_id uuid not null,
  rights jsonb not null,
  next_at timestamp with time zone,
  off_reason text,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1
);
create table public.schema_migrations (
  number integer not null,
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone not null default now()
);
create table public.sellers (
  id uuid not null default uuid_v7(),
  only_one boolean not null default true,
  name text not null default ''::text,
  address_street text,
  address_city text,
  address_region text,
  address_postal_code text,
  address_country text,
  tax_country text,
  registration_number text,
  tax_number text,
  vat_registered boolean not null default true,
  tax_in_prices text not null default 'by_country'::text,
  tax_rounding text not null default 'by_country'::text,
  bank text,
  iban text,
  bic text,
  email text,
  phone text,
  website text,
  signatory text,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  union_consumers_from date,
  union_consumers_services boolean not null default false
);
create table public.service_levels (
  id uuid not null default uuid_v7(),
  name text not null,
  "position" integer not null default 0,
  active boolean not null default true,
  condition text,
  calendar_id uuid,
  pauses text[] not null default '{waiting,on_hold}'::text[],
  warn_minutes integer not null default 30,
  escalations text[] not null default '{}'::text[],
  escalate_to_id uuid,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (search_title('n'::text, name)) stored
);
create table public.service_targets (
  id uuid not null default uuid_v7(),
  service_level_id uuid not null,
  priority text not null,
  first_answer integer,
  next_answer integer,
  solution integer,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.shop_carts (
  id uuid not null default uuid_v7(),
  buyer_id uuid,
  currency text not null,
  lines jsonb not null,
  order_id uuid,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  created_by uuid not null,
  updated_at timestamp with time zone not null default now()
);
create table public.stage_changes (
  id uuid not null default uuid_v7(),
  deal_id uuid not null,
  stage_id uuid not null,
  entered_at timestamp with time zone not null,
  left_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.stage_requirements (
  id uuid not null default uuid_v7(),
  stage_id uuid not null,
  kind text not null,
  field text,
  text text,
  "position" integer not null default 0,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.stages (
  id uuid not null default uuid_v7(),
  pipeline_id uuid not null,
  name text not null,
  kind text not null default 'open'::text,
  "position" integer not null default 0,
  probability numeric not null default 0,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (search_title('n'::text, name)) stored,
  days_limit integer
);
create table public.stock_levels (
  id uuid not null default uuid_v7(),
  product_id uuid not null,
  warehouse_id uuid not null,
  quantity numeric not null default 0,
  reserved numeric not null default 0,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.stock_movements (
  id uuid not null default uuid_v7(),
  product_id uuid not null,
  warehouse_id uuid not null,
  kind text not null,
  quantity numeric not null,
  balance numeric not null,
  reference text,
  note text,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.subscription_lines (
  id uuid not null default uuid_v7(),
  subscription_id uuid not null,
  "position" integer not null default 0,
  product_id uuid,
  description text not null,
  quantity numeric not null,
  unit text,
  price numeric not null,
  price_currency text not null,
  discount numeric not null default 0,
  tax_class text,
  from_on date not null,
  until_on date,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.subscription_pauses (
  id uuid not null default uuid_v7(),
  subscription_id uuid not null,
  from_on date not null,
  until_on date,
  reason text,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.subscription_periods (
  subscription_id uuid not null,
  from_on date not null,
  until_on date not null,
  invoice_id uuid,
  made_at timestamp with time zone not null default now()
);
create table public.subscriptions (
  id uuid not null default uuid_v7(),
  number text not null,
  name text not null,
  state text not null default 'draft'::text,
  customer_id uuid not null,
  contact_id uuid,
  contract_id uuid,
  deal_id uuid,
  starts_on date not null,
  trial_ends_on date,
  ends_on date,
  every text not null default 'month'::text,
  currency text not null,
  payment_days integer not null default 14,
  recurring numeric not null default 0,
  recurring_currency text not null generated always as (currency) stored,
  next_invoice_on date,
  cancel_reason text,
  owner_id uuid,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as ((search_title('n'::text, name) || search_number('u'::text, number))) stored,
  set_aside_until date
);
create table public.sync_items (
  record_id uuid not null,
  object text not null,
  user_id uuid not null,
  name text not null,
  uid text not null,
  body text not null,
  said jsonb not null,
  put_at timestamp with time zone not null
);
create table public.targets (
  id uuid not null default uuid_v7(),
  user_id uuid,
  team_id uuid,
  product_id uuid,
  unit text not null,
  starts_on date not null,
  measure text not null,
  value numeric not null,
  set_at timestamp with time zone not null,
  set_by uuid,
  category_id uuid
);
create table public.tasks (
  id uuid not null default uuid_v7(),
  subject text not null,
  kind text not null default 'to_do'::text,
  priority text not null default 'normal'::text,
  due_at timestamp with time zone,
  ends_at timestamp with time zone,
  done_at timestamp with time zone,
  party_id uuid,
  deal_id uuid,
  owner_id uuid,
  description text,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as ((search_title('s'::text, subject) || COALESCE(search_words('d'::text, description), ''::tsvector))) stored
);
create table public.tax_rates (
  id uuid not null default uuid_v7(),
  country text not null,
  tax_class text not null,
  rate numeric not null,
  valid_from date not null,
  valid_until date,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.teams (
  id uuid not null default uuid_v7(),
  name text not null,
  parent_id uuid,
  manager_id uuid,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (search_title('n'::text, name)) stored
);
create table public.telephone_edge (
  only_one boolean not null default true,
  held_by uuid not null,
  held_until timestamp with time zone not null,
  state text not null default 'begins'::text,
  socket_port integer
);
create table public.territories (
  id uuid not null default uuid_v7(),
  name text not null,
  condition text not null,
  "position" integer not null default 0,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (search_title('n'::text, name)) stored
);
create table public.territory_users (
  territory_id uuid not null,
  user_id uuid not null
);
create table public.ticket_deadlines (
  id uuid not null default uuid_v7(),
  ticket_id uuid not null,
  kind text not null,
  started_at timestamp with time zone not null,
  due_at timestamp with time zone,
  warn_at timestamp with time zone,
  met_at timestamp with time zone,
  missed boolean not null default false,
  warned_at timestamp with time zone,
  escalated_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.ticket_status_changes (
  id uuid not null default uuid_v7(),
  ticket_id uuid not null,
  status_id uuid not null,
  kind text not null,
  entered_at timestamp with time zone not null,
  left_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.ticket_statuses (
  id uuid not null default uuid_v7(),
  name text not null,
  kind text not null default 'open'::text,
  "position" integer not null default 0,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (search_title('n'::text, name)) stored
);
create table public.tickets (
  id uuid not null default uuid_v7(),
  number text,
  subject text not null,
  description text,
  type text not null default 'question'::text,
  priority text not null default 'normal'::text,
  status_id uuid not null,
  queue_id uuid,
  customer_id uuid,
  contact_id uuid,
  product_id uuid,
  contract_id uuid,
  conversation_id uuid,
  channel text,
  parent_id uuid,
  problem_id uuid,
  merged_into_id uuid,
  service_level_id uuid,
  waiting_since timestamp with time zone,
  first_answered_at timestamp with time zone,
  first_answer_due timestamp with time zone,
  next_answer_due timestamp with time zone,
  solution_due timestamp with time zone,
  due_at timestamp with time zone,
  overdue_since timestamp with time zone,
  breached boolean not null default false,
  solved_at timestamp with time zone,
  solution text,
  closed_at timestamp with time zone,
  reopened integer not null default 0,
  owner_id uuid,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (((search_title('s'::text, subject) || COALESCE(search_words('n'::text, number), ''::tsvector)) || COALESCE(search_words('d'::text, description), ''::tsvector))) stored,
  installed_product_id uuid,
  satisfaction integer,
  satisfaction_comment text,
  surveyed_at timestamp with time zone,
  rated_at timestamp with time zone,
  came_on date,
  came_hour smallint,
  first_answer_minutes integer,
  solution_minutes integer,
  promises_kept smallint not null default 0,
  promises_missed smallint not null default 0,
  order_id uuid
);
create table public.time_entries (
  id uuid not null default uuid_v7(),
  ticket_id uuid not null,
  worked_on date not null,
  minutes integer not null,
  user_id uuid,
  note text,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.user_roles (
  user_id uuid not null,
  role_id uuid not null
);
create table public.users (
  id uuid not null default uuid_v7(),
  name text not null,
  email text,
  phone text,
  job_title text,
  team_id uuid,
  manager_id uuid,
  locale text,
  time_zone text,
  active boolean not null default true,
  preferences jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as ((search_title('n'::text, name) || COALESCE(search_words('e'::text, email), ''::tsvector))) stored
);
create table public.variant_values (
  id uuid not null default uuid_v7(),
  product_id uuid not null,
  attribute text not null,
  value text not null,
  "position" integer not null default 0,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone
);
create table public.view_defaults (
  user_id uuid not null,
  object text not null,
  view_id uuid not null
);
create table public.view_pins (
  user_id uuid not null,
  view_id uuid not null,
  pinned_at timestamp with time zone not null default now()
);
create table public.viewings (
  id uuid not null default uuid_v7(),
  session_id uuid,
  viewer_id uuid not null,
  viewed_id uuid not null,
  begun_at timestamp with time zone not null default now(),
  ends_at timestamp with time zone not null,
  ended_at timestamp with time zone
);
create table public.views (
  id uuid not null default uuid_v7(),
  object text not null,
  name text not null,
  kind text not null,
  definition jsonb not null,
  owner_id uuid not null,
  shared boolean not null default false,
  "position" integer not null default 0,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  team_id uuid,
  folder text,
  opens boolean not null default false,
  version integer not null default 1,
  removed_at timestamp with time zone
);
create table public.warehouses (
  id uuid not null default uuid_v7(),
  name text not null,
  code text,
  main boolean not null default false,
  active boolean not null default true,
  address_street text,
  address_city text,
  address_region text,
  address_postal_code text,
  address_country text,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as ((search_title('n'::text, name) || COALESCE(search_number('c'::text, code), ''::tsvector))) stored
);
create table public.web_forms (
  account_id uuid not null,
  settings jsonb not null,
  changed_at timestamp with time zone not null default now()
);
create table public.webhook_attempts (
  id bigint not null generated always as identity,
  delivery_id uuid not null,
  at timestamp with time zone not null,
  duration integer not null,
  status integer,
  failure text,
  answer text
);
create table public.webhook_deliveries (
  id uuid not null default uuid_v7(),
  webhook_id uuid not null,
  event_sequence bigint,
  part integer not null default 0,
  object text,
  event text not null,
  records uuid[] not null default '{}'::uuid[],
  fields text[] not null default '{}'::text[],
  source text,
  happened_at timestamp with time zone not null,
  state text not null default 'waiting'::text,
  attempts integer not null default 0,
  next_try_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone
);
create table public.webhook_sender (
  only_one boolean not null default true,
  holder uuid,
  until timestamp with time zone not null default '-infinity'::timestamp with time zone
);
create table public.webhooks (
  id uuid not null default uuid_v7(),
  name text not null,
  address text not null,
  topics jsonb not null,
  payload text not null,
  user_id uuid not null,
  role_id uuid not null,
  secret bytea not null,
  previous_secret bytea,
  previous_secret_until timestamp with time zone,
  headers bytea,
  header_names text[] not null default '{}'::text[],
  off_at timestamp with time zone,
  off_reason text,
  failing_since timestamp with time zone,
  failed_rounds integer not null default 0,
  paused_until timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1
);
create table public.working_times (
  id uuid not null default uuid_v7(),
  name text not null,
  user_id uuid,
  team_id uuid,
  days text[] not null default '{}'::text[],
  opens text not null,
  closes text not null,
  time_zone text,
  created_at timestamp with time zone not null default now(),
  created_by uuid,
  updated_at timestamp with time zone not null default now(),
  updated_by uuid,
  version integer not null default 1,
  archived_at timestamp with time zone,
  search_words tsvector generated always as (search_title('n'::text, name)) stored
);

alter sequence public.article_numbers owned by public.articles.number;
alter table public.audit_blocks alter column rows set storage external;
alter table public.import_outcomes alter column records set storage external;
alter table public.import_outcomes alter column rows set storage external;
alter sequence public.ticket_numbers owned by public.tickets.number;

alter table auth.account add constraint account_pkey PRIMARY KEY (id);
alter table auth.account add constraint "account_providerId_accountId_key" UNIQUE ("providerId", "accountId");
alter table auth.account add constraint "account_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE;
alter table auth.attempts add constraint attempts_pkey PRIMARY KEY (key);
alter table auth.session add constraint session_pkey PRIMARY KEY (id);
alter table auth.session add constraint session_token_key UNIQUE (token);
alter table auth.session add constraint "session_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE;
alter table auth.spent_codes add constraint spent_codes_pkey PRIMARY KEY (user_id, code_hash);
alter table auth.spent_codes add constraint spent_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE;
alter table auth."twoFactor" add constraint "twoFactor_pkey" PRIMARY KEY (id);
alter table auth."twoFactor" add constraint "twoFactor_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE;
alter table auth."twoFactor" add constraint "twoFactor_userId_key" UNIQUE ("userId");
alter table auth."user" add constraint user_email_key UNIQUE (email);
alter table auth."user" add constraint user_id_fkey FOREIGN KEY (id) REFERENCES users(id) ON DELETE CASCADE;
alter table auth."user" add constraint user_pkey PRIMARY KEY (id);
alter table auth.verification add constraint verification_pkey PRIMARY KEY (id);
alter table public.access_version add constraint access_version_only_one_check CHECK (only_one);
alter table public.access_version add constraint access_version_pkey PRIMARY KEY (only_one);
alter table public.agents add constraint agents_capacity_check CHECK (((capacity >= 1) AND (capacity <= 1000)));
alter table public.agents add constraint agents_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.agents add constraint agents_pkey PRIMARY KEY (id);
alter table public.agents add constraint agents_state_check CHECK ((state = ANY (ARRAY['available'::text, 'away'::text])));
alter table public.agents add constraint agents_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.agents add constraint agents_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
alter table public.api_keys add constraint api_keys_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.api_keys add constraint api_keys_key_hash_key UNIQUE (key_hash);
alter table public.api_keys add constraint api_keys_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table public.api_keys add constraint api_keys_networks_check CHECK ((cardinality(networks) > 0));
alter table public.api_keys add constraint api_keys_pkey PRIMARY KEY (id);
alter table public.api_keys add constraint api_keys_requests_per_minute_check CHECK ((requests_per_minute > 0));
alter table public.api_keys add constraint api_keys_revoked_by_fkey FOREIGN KEY (revoked_by) REFERENCES users(id);
alter table public.api_keys add constraint api_keys_role_id_fkey FOREIGN KEY (role_id) REFERENCES roles(id);
alter table public.api_keys add constraint api_keys_scopes_check CHECK ((cardinality(scopes) > 0));
alter table public.api_keys add constraint api_keys_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
alter table public.app_passwords add constraint app_passwords_hash_key UNIQUE (hash);
alter table public.app_passwords add constraint app_passwords_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table public.app_passwords add constraint app_passwords_pkey PRIMARY KEY (id);
alter table public.app_passwords add constraint app_passwords_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
alter table public.article_categories add constraint article_categories_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.article_categories add constraint article_categories_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table public.article_categories add constraint article_categories_pkey PRIMARY KEY (id);
alter table public.article_categories add constraint article_categories_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.article_versions add constraint article_versions_article_id_fkey FOREIGN KEY (article_id) REFERENCES articles(id) ON DELETE CASCADE;
alter table public.article_versions add constraint article_versions_article_id_number_key UNIQUE (article_id, number);
alter table public.article_versions add constraint article_versions_audience_check CHECK ((audience = ANY (ARRAY['internal'::text, 'public'::text])));
alter table public.article_versions add constraint article_versions_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.article_versions add constraint article_versions_pkey PRIMARY KEY (id);
alter table public.article_versions add constraint article_versions_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.articles add constraint articles_audience_check CHECK ((audience = ANY (ARRAY['internal'::text, 'public'::text])));
alter table public.articles add constraint articles_category_id_fkey FOREIGN KEY (category_id) REFERENCES article_categories(id);
alter table public.articles add constraint articles_check CHECK ((translation_of_id <> id));
alter table public.articles add constraint articles_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.articles add constraint articles_helpful_check CHECK ((helpful >= 0));
alter table public.articles add constraint articles_number UNIQUE (number);
alter table public.articles add constraint articles_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table public.articles add constraint articles_pkey PRIMARY KEY (id);
alter table public.articles add constraint articles_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text])));
alter table public.articles add constraint articles_title_check CHECK (((length(title) >= 1) AND (length(title) <= 300)));
alter table public.articles add constraint articles_translation_of_id_fkey FOREIGN KEY (translation_of_id) REFERENCES articles(id);
alter table public.articles add constraint articles_unhelpful_check CHECK ((unhelpful >= 0));
alter table public.articles add constraint articles_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.assignment_rules add constraint assignment_rules_condition_check CHECK ((length(condition) <= 10000));
alter table public.assignment_rules add constraint assignment_rules_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.assignment_rules add constraint assignment_rules_most_open_check CHECK (((most_open >= 0) AND (most_open <= 100000)));
alter table public.assignment_rules add constraint assignment_rules_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table public.assignment_rules add constraint assignment_rules_pkey PRIMARY KEY (id);
alter table public.assignment_rules add constraint assignment_rules_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id);
alter table public.assignment_rules add constraint assignment_rules_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.assignment_rules add constraint assignment_rules_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
alter table public.assignment_rules add constraint assignment_rules_way_check CHECK ((way = ANY (ARRAY['user'::text, 'round_robin'::text, 'load'::text, 'territory'::text, 'product'::text, 'language'::text])));
alter table public.audit_blocks add constraint audit_blocks_check CHECK ((last_id >= first_id));
alter table public.audit_blocks add constraint audit_blocks_entries_check CHECK ((entries > 0));
alter table public.audit_blocks add constraint audit_blocks_number_check CHECK ((number > 0));
alter table public.audit_blocks add constraint audit_blocks_pkey PRIMARY KEY (number);
alter table public.bank_accounts add constraint bank_accounts_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.bank_accounts add constraint bank_accounts_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table public.bank_accounts add constraint bank_accounts_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table public.bank_accounts add constraint bank_accounts_number_check CHECK (((length(number) >= 1) AND (length(number) <= 60)));
alter table public.bank_accounts add constraint bank_accounts_pkey PRIMARY KEY (id);
alter table public.bank_accounts add constraint bank_accounts_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.bank_statements add constraint bank_statements_account_id_fkey FOREIGN KEY (account_id) REFERENCES bank_accounts(id);
alter table public.bank_statements add constraint bank_statements_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.bank_statements add constraint bank_statements_format_check CHECK ((format = ANY (ARRAY['camt053'::text, 'mt940'::text, 'csv'::text])));
alter table public.bank_statements add constraint bank_statements_name_check CHECK (((length(name) >= 1) AND (length(name) <= 300)));
alter table public.bank_statements add constraint bank_statements_pkey PRIMARY KEY (id);
alter table public.bank_statements add constraint bank_statements_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.bank_transactions add constraint bank_transactions_account_id_fkey FOREIGN KEY (account_id) REFERENCES bank_accounts(id);
alter table public.bank_transactions add constraint bank_transactions_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.bank_transactions add constraint bank_transactions_payer_account_check CHECK ((length(payer_account) <= 60));
alter table public.bank_transactions add constraint bank_transactions_payer_check CHECK ((length(payer) <= 300));
alter table public.bank_transactions add constraint bank_transactions_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments(id);
alter table public.bank_transactions add constraint bank_transactions_pkey PRIMARY KEY (id);
alter table public.bank_transactions add constraint bank_transactions_reference_check CHECK ((length(reference) <= 255));
alter table public.bank_transactions add constraint bank_transactions_settled CHECK (((state = 'settled'::text) = (payment_id IS NOT NULL)));
alter table public.bank_transactions add constraint bank_transactions_state_check CHECK ((state = ANY (ARRAY['open'::text, 'settled'::text, 'set_aside'::text])));
alter table public.bank_transactions add constraint bank_transactions_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES bank_statements(id);
alter table public.bank_transactions add constraint bank_transactions_text_check CHECK ((length(text) <= 2000));
alter table public.bank_transactions add constraint bank_transactions_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.billing_settings add constraint billing_settings_id_check CHECK (id);
alter table public.billing_settings add constraint billing_settings_notice_lead_days_check CHECK (((notice_lead_days >= 0) AND (notice_lead_days <= 365)));
alter table public.billing_settings add constraint billing_settings_payment_days_check CHECK (((payment_days >= 0) AND (payment_days <= 365)));
alter table public.billing_settings add constraint billing_settings_pkey PRIMARY KEY (id);
alter table public.billing_settings add constraint billing_settings_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.bundle_parts add constraint bundle_parts_bundle_id_fkey FOREIGN KEY (bundle_id) REFERENCES products(id) ON DELETE CASCADE;
alter table public.bundle_parts add constraint bundle_parts_check CHECK ((part_id <> bundle_id));
alter table public.bundle_parts add constraint bundle_parts_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.bundle_parts add constraint bundle_parts_part_id_fkey FOREIGN KEY (part_id) REFERENCES products(id);
alter table public.bundle_parts add constraint bundle_parts_pkey PRIMARY KEY (id);
alter table public.bundle_parts add constraint bundle_parts_quantity_check CHECK (((quantity > (0)::numeric) AND (quantity < '1000000000'::numeric)));
alter table public.bundle_parts add constraint bundle_parts_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.business_calendars add constraint business_calendars_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.business_calendars add constraint business_calendars_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table public.business_calendars add constraint business_calendars_pkey PRIMARY KEY (id);
alter table public.business_calendars add constraint business_calendars_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.business_hours add constraint business_hours_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES business_calendars(id) ON DELETE CASCADE;
alter table public.business_hours add constraint business_hours_check CHECK ((closes > opens));
alter table public.business_hours add constraint business_hours_closes_check CHECK ((closes ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'::text));
alter table public.business_hours add constraint business_hours_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.business_hours add constraint business_hours_opens_check CHECK ((opens ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'::text));
alter table public.business_hours add constraint business_hours_pkey PRIMARY KEY (id);
alter table public.business_hours add constraint business_hours_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.calendar_connections add constraint calendar_connections_address_check CHECK ((length(address) <= 2000));
alter table public.calendar_connections add constraint calendar_connections_pkey PRIMARY KEY (id);
alter table public.calendar_connections add constraint calendar_connections_trouble_check CHECK ((trouble = ANY (ARRAY['sign_in'::text, 'address'::text, 'gone'::text, 'unreachable'::text, 'answer'::text])));
alter table public.calendar_connections add constraint calendar_connections_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
alter table public.calendar_connections add constraint calendar_connections_user_name_check CHECK (((length(user_name) >= 1) AND (length(user_name) <= 320)));
alter table public.calendar_feeds add constraint calendar_feeds_hash_key UNIQUE (hash);
alter table public.calendar_feeds add constraint calendar_feeds_kind_check CHECK ((kind = ANY (ARRAY['my_tasks'::text, 'my_meetings'::text, 'team_tasks'::text, 'team_meetings'::text])));
alter table public.calendar_feeds add constraint calendar_feeds_pkey PRIMARY KEY (id);
alter table public.calendar_feeds add constraint calendar_feeds_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
alter table public.call_events add constraint call_events_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES users(id);
alter table public.call_events add constraint call_events_call_id_fkey FOREIGN KEY (call_id) REFERENCES calls(id) ON DELETE CASCADE;
alter table public.call_events add constraint call_events_kind_check CHECK ((kind = ANY (ARRAY['new'::text, 'ringing'::text, 'answered'::text, 'held'::text, 'resumed'::text, 'transferred'::text, 'ended'::text])));
alter table public.call_events add constraint call_events_pkey PRIMARY KEY (call_id, seq, kind);
alter table public.calls add constraint calls_account_id_fkey FOREIGN KEY (account_id) REFERENCES channel_accounts(id) ON DELETE CASCADE;
alter table public.calls add constraint calls_account_id_source_id_key UNIQUE (account_id, source_id);
alter table public.calls add constraint calls_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES users(id);
alter table public.calls add constraint calls_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id);
alter table public.calls add constraint calls_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.calls add constraint calls_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text])));
alter table public.calls add constraint calls_duration_check CHECK ((duration >= 0));
alter table public.calls add constraint calls_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages(id) ON DELETE SET NULL;
alter table public.calls add constraint calls_outcome_check CHECK ((outcome = ANY (ARRAY['reached'::text, 'no_answer'::text, 'busy'::text, 'refused'::text])));
alter table public.calls add constraint calls_pkey PRIMARY KEY (id);
alter table public.calls add constraint calls_recording_id_fkey FOREIGN KEY (recording_id) REFERENCES files(id);
alter table public.calls add constraint calls_source_id_check CHECK (((length(source_id) >= 1) AND (length(source_id) <= 200)));
alter table public.calls add constraint calls_state_check CHECK ((state = ANY (ARRAY['new'::text, 'ringing'::text, 'answered'::text, 'held'::text, 'ended'::text])));
alter table public.calls add constraint calls_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.canned_answers add constraint canned_answers_body_check CHECK ((length(body) <= 4000));
alter table public.canned_answers add constraint canned_answers_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.canned_answers add constraint canned_answers_language_check CHECK ((language = ANY (ARRAY['en'::text, 'es'::text, 'ru'::text, 'bg'::text])));
alter table public.canned_answers add constraint canned_answers_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table public.canned_answers add constraint canned_answers_pkey PRIMARY KEY (id);
alter table public.canned_answers add constraint canned_answers_queue_id_fkey FOREIGN KEY (queue_id) REFERENCES queues(id);
alter table public.canned_answers add constraint canned_answers_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.canned_answers add constraint canned_answers_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
alter table public.catalogue_version add constraint catalogue_version_only_one_check CHECK (only_one);
alter table public.catalogue_version add constraint catalogue_version_pkey PRIMARY KEY (only_one);
alter table public.chance_models add constraint chance_models_pkey PRIMARY KEY (id);
alter table public.chance_weights add constraint chance_weights_part_check CHECK ((part = ANY (ARRAY['stage'::text, 'seller'::text, 'amount'::text])));
alter table public.chance_weights add constraint chance_weights_part_stage_id_age_user_id_band_key UNIQUE NULLS NOT DISTINCT (part, stage_id, age, user_id, band);
alter table public.chance_weights add constraint chance_weights_stage_id_fkey FOREIGN KEY (stage_id) REFERENCES stages(id) ON DELETE CASCADE;
alter table public.chance_weights add constraint chance_weights_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
alter table public.channel_accounts add constraint channel_accounts_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.channel_accounts add constraint channel_accounts_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table public.channel_accounts add constraint channel_accounts_pkey PRIMARY KEY (id);
alter table public.channel_accounts add constraint channel_accounts_queue_id_fkey FOREIGN KEY (queue_id) REFERENCES queues(id);
alter table public.channel_accounts add constraint channel_accounts_state_check CHECK ((state = ANY (ARRAY['unset'::text, 'working'::text, 'sign_in_again'::text, 'failing'::text])));
alter table public.channel_accounts add constraint channel_accounts_unknown_check CHECK ((unknown = ANY (ARRAY['wait'::text, 'lead'::text])));
alter table public.channel_accounts add constraint channel_accounts_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.channel_accounts add constraint channel_accounts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
alter table public.channel_connections add constraint channel_connections_account_id_fkey FOREIGN KEY (account_id) REFERENCES channel_accounts(id) ON DELETE CASCADE;
alter table public.channel_connections add constraint channel_connections_pkey PRIMARY KEY (account_id);
alter table public.chat_lines add constraint chat_lines_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages(id) ON DELETE CASCADE;
alter table public.chat_lines add constraint chat_lines_pkey PRIMARY KEY (session_id, sequence);
alter table public.chat_lines add constraint chat_lines_session_id_fkey FOREIGN KEY (session_id) REFERENCES chat_sessions(id) ON DELETE CASCADE;
alter table public.chat_sessions add constraint chat_sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES channel_accounts(id) ON DELETE CASCADE;
alter table public.chat_sessions add constraint chat_sessions_email_check CHECK ((length(email) <= 320));
alter table public.chat_sessions add constraint chat_sessions_identity_check CHECK (((length(identity) >= 1) AND (length(identity) <= 200)));
alter table public.chat_sessions add constraint chat_sessions_name_check CHECK ((length(name) <= 200));
alter table public.chat_sessions add constraint chat_sessions_pkey PRIMARY KEY (id);
alter table public.chat_tokens add constraint chat_tokens_pkey PRIMARY KEY (token_hash);
alter table public.chat_tokens add constraint chat_tokens_session_id_fkey FOREIGN KEY (session_id) REFERENCES chat_sessions(id) ON DELETE CASCADE;
alter table public.commission_closures add constraint commission_closures_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES users(id);
alter table public.commission_closures add constraint commission_closures_pkey PRIMARY KEY (plan_id, starts_on);
alter table public.commission_closures add constraint commission_closures_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES commission_plans(id);
alter table public.commission_members add constraint commission_members_pkey PRIMARY KEY (plan_id, user_id);
alter table public.commission_members add constraint commission_members_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES commission_plans(id) ON DELETE CASCADE;
alter table public.commission_members add constraint commission_members_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
alter table public.commission_plans add constraint commission_plans_base_check CHECK ((base = ANY (ARRAY['deal_won'::text, 'invoice_paid'::text])));
alter table public.commission_plans add constraint commission_plans_check CHECK ((ends_on >= starts_on));
alter table public.commission_plans add constraint commission_plans_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.commission_plans add constraint commission_plans_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)));
alter table public.commission_plans add constraint commission_plans_pkey PRIMARY KEY (id);
alter table public.commission_plans add constraint commission_plans_unit_check CHECK ((unit = ANY (ARRAY['month'::text, 'quarter'::text, 'year'::text])));
alter table public.commission_plans add constraint commission_plans_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.commission_rows add constraint commission_rows_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deals(id) ON DELETE SET NULL;
alter table public.commission_rows add constraint commission_rows_kind_check CHECK ((kind = ANY (ARRAY['earned'::text, 'correction'::text])));
alter table public.commission_rows add constraint commission_rows_pkey PRIMARY KEY (statement_id, "position");
alter table public.commission_rows add constraint commission_rows_reason_check CHECK ((reason = ANY (ARRAY['gone'::text, 'changed'::text, 'added'::text])));
alter table public.commission_rows add constraint commission_rows_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES commission_statements(id);
alter table public.commission_statements add constraint commission_statements_pkey PRIMARY KEY (id);
alter table public.commission_statements add constraint commission_statements_plan_id_starts_on_fkey FOREIGN KEY (plan_id, starts_on) REFERENCES commission_closures(plan_id, starts_on);
alter table public.commission_statements add constraint commission_statements_plan_id_starts_on_user_id_key UNIQUE (plan_id, starts_on, user_id);
alter table public.commission_statements add constraint commission_statements_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
alter table public.connected_calendars add constraint connected_calendars_address_check CHECK ((length(address) <= 2000));
alter table public.connected_calendars add constraint connected_calendars_component_check CHECK ((component = ANY (ARRAY['VTODO'::text, 'VEVENT'::text])));
alter table public.connected_calendars add constraint connected_calendars_connection_id_address_component_key UNIQUE (connection_id, address, component);
alter table public.connected_calendars add constraint connected_calendars_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES calendar_connections(id) ON DELETE CASCADE;
alter table public.connected_calendars add constraint connected_calendars_pkey PRIMARY KEY (id);
alter table public.connected_entries add constraint connected_entries_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES connected_calendars(id) ON DELETE CASCADE;
alter table public.connected_entries add constraint connected_entries_href_check CHECK ((length(href) <= 2000));
alter table public.connected_entries add constraint connected_entries_pkey PRIMARY KEY (calendar_id, href);
alter table public.consents add constraint consents_basis_check CHECK ((basis = ANY (ARRAY['consent'::text, 'contract'::text, 'legitimate_interest'::text, 'legal_obligation'::text])));
alter table public.consents add constraint consents_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'phone'::text, 'sms'::text, 'messenger'::text, 'post'::text, 'any'::text])));
alter table public.consents add constraint consents_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.consents add constraint consents_party_id_fkey FOREIGN KEY (party_id) REFERENCES parties(id) ON DELETE CASCADE;
alter table public.consents add constraint consents_pkey PRIMARY KEY (id);
alter table public.consents add constraint consents_purpose_check CHECK ((purpose = ANY (ARRAY['marketing'::text, 'service'::text, 'profiling'::text, 'sharing'::text])));
alter table public.consents add constraint consents_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.contact_points add constraint contact_points_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.contact_points add constraint contact_points_kind_check CHECK ((kind = ANY (ARRAY['email'::text, 'phone'::text, 'website'::text, 'telegram'::text, 'whatsapp'::text, 'viber'::text, 'vk'::text, 'skype'::text, 'other'::text])));
alter table public.contact_points add constraint contact_points_party_id_fkey FOREIGN KEY (party_id) REFERENCES parties(id) ON DELETE CASCADE;
alter table public.contact_points add constraint contact_points_pkey PRIMARY KEY (id);
alter table public.contact_points add constraint contact_points_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.contact_points add constraint contact_points_value_check CHECK (((length(value) >= 1) AND (length(value) <= 320)));
alter table public.contract_documents add constraint contract_documents_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id) ON DELETE CASCADE;
alter table public.contract_documents add constraint contract_documents_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.contract_documents add constraint contract_documents_file_id_fkey FOREIGN KEY (file_id) REFERENCES files(id);
alter table public.contract_documents add constraint contract_documents_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table public.contract_documents add constraint contract_documents_pkey PRIMARY KEY (id);
alter table public.contract_documents add constraint contract_documents_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.contract_notices add constraint contract_notices_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id) ON DELETE CASCADE;
alter table public.contract_notices add constraint contract_notices_pkey PRIMARY KEY (contract_id, ends_on);
alter table public.contract_notices add constraint contract_notices_task_id_fkey FOREIGN KEY (task_id) REFERENCES tasks(id) ON DELETE SET NULL;
alter table public.contracts add constraint contracts_check CHECK (((ends_on IS NULL) OR (ends_on >= starts_on)));
alter table public.contracts add constraint contracts_check1 CHECK (((renewal = 'none'::text) OR (ends_on IS NOT NULL)));
alter table public.contracts add constraint contracts_check2 CHECK ((((terminated_on IS NOT NULL) = (state = 'terminated'::text)) OR (state = 'ended'::text)));
alter table public.contracts add constraint contracts_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES parties(id);
alter table public.contracts add constraint contracts_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.contracts add constraint contracts_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES parties(id);
alter table public.contracts add constraint contracts_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deals(id);
alter table public.contracts add constraint contracts_document_id_fkey FOREIGN KEY (document_id) REFERENCES files(id);
alter table public.contracts add constraint contracts_name_check CHECK (((length(name) >= 1) AND (length(name) <= 300)));
alter table public.contracts add constraint contracts_notice_days_check CHECK (((notice_days >= 0) AND (notice_days <= 1000)));
alter table public.contracts add constraint contracts_number_check CHECK (((length(number) >= 1) AND (length(number) <= 60)));
alter table public.contracts add constraint contracts_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table public.contracts add constraint contracts_pkey PRIMARY KEY (id);
alter table public.contracts add constraint contracts_renewal_check CHECK ((renewal = ANY (ARRAY['none'::text, 'automatic'::text])));
alter table public.contracts add constraint contracts_renewal_months_check CHECK (((renewal_months >= 1) AND (renewal_months <= 120)));
alter table public.contracts add constraint contracts_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'active'::text, 'terminated'::text, 'ended'::text])));
alter table public.contracts add constraint contracts_termination_reason_check CHECK ((length(termination_reason) <= 500));
alter table public.contracts add constraint contracts_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.conversation_drafts add constraint conversation_drafts_body_check CHECK ((length(body) <= 200000));
alter table public.conversation_drafts add constraint conversation_drafts_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES users(id);
alter table public.conversation_drafts add constraint conversation_drafts_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id) ON DELETE CASCADE;
alter table public.conversation_drafts add constraint conversation_drafts_kind_check CHECK ((kind = ANY (ARRAY['reply'::text, 'note'::text])));
alter table public.conversation_drafts add constraint conversation_drafts_pkey PRIMARY KEY (conversation_id);
alter table public.conversation_followers add constraint conversation_followers_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id) ON DELETE CASCADE;
alter table public.conversation_followers add constraint conversation_followers_pkey PRIMARY KEY (conversation_id, user_id);
alter table public.conversation_followers add constraint conversation_followers_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
alter table public.conversation_keys add constraint conversation_keys_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id) ON DELETE CASCADE;
alter table public.conversation_keys add constraint conversation_keys_key_check CHECK (((length(key) >= 1) AND (length(key) <= 1000)));
alter table public.conversation_keys add constraint conversation_keys_pkey PRIMARY KEY (key);
alter table public.conversation_merges add constraint conversation_merges_by_fkey FOREIGN KEY (by) REFERENCES users(id);
alter table public.conversation_merges add constraint conversation_merges_from_id_fkey FOREIGN KEY (from_id) REFERENCES conversations(id) ON DELETE CASCADE;
alter table public.conversation_merges add constraint conversation_merges_into_id_fkey FOREIGN KEY (into_id) REFERENCES conversations(id) ON DELETE CASCADE;
alter table public.conversation_merges add constraint conversation_merges_pkey PRIMARY KEY (id);
alter table public.conversation_outside_answers add constraint conversation_outside_answers_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id) ON DELETE CASCADE;
alter table public.conversation_outside_answers add constraint conversation_outside_answers_pkey PRIMARY KEY (conversation_id);
alter table public.conversation_reads add constraint conversation_reads_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id) ON DELETE CASCADE;
alter table public.conversation_reads add constraint conversation_reads_pkey PRIMARY KEY (user_id, conversation_id);
alter table public.conversation_reads add constraint conversation_reads_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
alter table public.conversation_routings add constraint conversation_routings_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id) ON DELETE CASCADE;
alter table public.conversation_routings add constraint conversation_routings_pkey PRIMARY KEY (conversation_id);
alter table public.conversation_routings add constraint conversation_routings_queue_id_fkey FOREIGN KEY (queue_id) REFERENCES queues(id) ON DELETE SET NULL;
alter table public.conversation_routings add constraint conversation_routings_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
alter table public.conversation_watchers add constraint conversation_watchers_doing_check CHECK ((doing = ANY (ARRAY['looking'::text, 'typing'::text])));
alter table public.conversation_watchers add constraint conversation_watchers_pkey PRIMARY KEY (conversation_id, user_id);
alter table public.conversations add constraint conversations_account_id_fkey FOREIGN KEY (account_id) REFERENCES channel_accounts(id);
alter table public.conversations add constraint conversations_check CHECK (((state = 'snoozed'::text) = (snoozed_until IS NOT NULL)));
alter table public.conversations add constraint conversations_check1 CHECK (((state = 'closed'::text) = (closed_at IS NOT NULL)));
alter table public.conversations add constraint conversations_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.conversations add constraint conversations_merged_into_id_fkey FOREIGN KEY (merged_into_id) REFERENCES conversations(id);
alter table public.conversations add constraint conversations_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table public.conversations add constraint conversations_party_id_fkey FOREIGN KEY (party_id) REFERENCES parties(id);
alter table public.conversations add constraint conversations_pkey PRIMARY KEY (id);
alter table public.conversations add constraint conversations_priority_check CHECK ((priority = ANY (ARRAY['low'::text, 'normal'::text, 'high'::text, 'urgent'::text])));
alter table public.conversations add constraint conversations_queue_id_fkey FOREIGN KEY (queue_id) REFERENCES queues(id);
alter table public.conversations add constraint conversations_state_check CHECK ((state = ANY (ARRAY['open'::text, 'snoozed'::text, 'closed'::text, 'spam'::text])));
alter table public.conversations add constraint conversations_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.currency_rates add constraint currency_rates_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.currency_rates add constraint currency_rates_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table public.currency_rates add constraint currency_rates_pkey PRIMARY KEY (id);
alter table public.currency_rates add constraint currency_rates_rate_check CHECK ((rate > (0)::numeric));
alter table public.currency_rates add constraint currency_rates_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.deal_checks add constraint deal_checks_checked_by_fkey FOREIGN KEY (checked_by) REFERENCES users(id);
alter table public.deal_checks add constraint deal_checks_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deals(id) ON DELETE CASCADE;
alter table public.deal_checks add constraint deal_checks_pkey PRIMARY KEY (deal_id, requirement_id);
alter table public.deal_checks add constraint deal_checks_requirement_id_fkey FOREIGN KEY (requirement_id) REFERENCES stage_requirements(id) ON DELETE CASCADE;
alter table public.deal_competitors add constraint deal_competitors_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deals(id) ON DELETE CASCADE;
alter table public.deal_competitors add constraint deal_competitors_party_id_fkey FOREIGN KEY (party_id) REFERENCES parties(id);
alter table public.deal_competitors add constraint deal_competitors_pkey PRIMARY KEY (deal_id, party_id);
alter table public.deal_parties add constraint deal_parties_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.deal_parties add constraint deal_parties_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deals(id) ON DELETE CASCADE;
alter table public.deal_parties add constraint deal_parties_party_id_fkey FOREIGN KEY (party_id) REFERENCES parties(id);
alter table public.deal_parties add constraint deal_parties_pkey PRIMARY KEY (id);
alter table public.deal_parties add constraint deal_parties_role_check CHECK ((role = ANY (ARRAY['decision_maker'::text, 'buyer'::text, 'influencer'::text, 'user'::text, 'partner'::text, 'payer'::text, 'other'::text])));
alter table public.deal_parties add constraint deal_parties_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.deal_paths add constraint deal_paths_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deals(id) ON DELETE CASCADE;
alter table public.deal_paths add constraint deal_paths_path_id_fkey FOREIGN KEY (path_id) REFERENCES paths(id);
alter table public.deal_paths add constraint deal_paths_pkey PRIMARY KEY (deal_id);
alter table public.deal_product_shares add constraint deal_product_shares_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deals(id) ON DELETE CASCADE;
alter table public.deal_product_shares add constraint deal_product_shares_pkey PRIMARY KEY (deal_id, product_id);
alter table public.deal_product_shares add constraint deal_product_shares_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id);
alter table public.deal_products add constraint deal_products_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.deal_products add constraint deal_products_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deals(id) ON DELETE CASCADE;
alter table public.deal_products add constraint deal_products_discount_check CHECK (((discount >= (0)::numeric) AND (discount <= (100)::numeric)));
alter table public.deal_products add constraint deal_products_pkey PRIMARY KEY (id);
alter table public.deal_products add constraint deal_products_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id);
alter table public.deal_products add constraint deal_products_quantity_check CHECK ((quantity > (0)::numeric));
alter table public.deal_products add constraint deal_products_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.deal_splits add constraint deal_splits_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deals(id) ON DELETE CASCADE;
alter table public.deal_splits add constraint deal_splits_pkey PRIMARY KEY (deal_id, user_id);
alter table public.deal_splits add constraint deal_splits_share_check CHECK (((share > (0)::numeric) AND (share <= (100)::numeric)));
alter table public.deal_splits add constraint deal_splits_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
alter table public.deals add constraint deals_company_id_fkey FOREIGN KEY (company_id) REFERENCES parties(id);
alter table public.deals add constraint deals_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.deals add constraint deals_forecast_category_check CHECK ((forecast_category = ANY (ARRAY['commit'::text, 'best_case'::text, 'pipeline'::text, 'omitted'::text])));
alter table public.deals add constraint deals_name_check CHECK (((length(name) >= 1) AND (length(name) <= 300)));
alter table public.deals add constraint deals_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table public.deals add constraint deals_person_id_fkey FOREIGN KEY (person_id) REFERENCES parties(id);
alter table public.deals add constraint deals_pipeline_id_fkey FOREIGN KEY (pipeline_id) REFERENCES pipelines(id);
alter table public.deals add constraint deals_pkey PRIMARY KEY (id);
alter table public.deals add constraint deals_probability_check CHECK (((probability >= (0)::numeric) AND (probability <= (100)::numeric)));
alter table public.deals add constraint deals_recurs_check CHECK ((recurs = ANY (ARRAY['monthly'::text, 'quarterly'::text, 'half_yearly'::text, 'yearly'::text])));
alter table public.deals add constraint deals_recurs_from_id_fkey FOREIGN KEY (recurs_from_id) REFERENCES deals(id);
alter table public.deals add constraint deals_split_from_id_fkey FOREIGN KEY (split_from_id) REFERENCES deals(id);
alter table public.deals add constraint deals_stage_id_fkey FOREIGN KEY (stage_id) REFERENCES stages(id);
alter table public.deals add constraint deals_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.deliveries add constraint deliveries_comment_check CHECK ((length(comment) <= 1000));
alter table public.deliveries add constraint deliveries_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.deliveries add constraint deliveries_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES parties(id);
alter table public.deliveries add constraint deliveries_kind_check CHECK ((kind = ANY (ARRAY['delivery'::text, 'return'::text])));
alter table public.deliveries add constraint deliveries_number_check CHECK (((length(number) >= 1) AND (length(number) <= 60)));
alter table public.deliveries add constraint deliveries_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id);
alter table public.deliveries add constraint deliveries_pkey PRIMARY KEY (id);
alter table public.deliveries add constraint deliveries_tracking_check CHECK ((length(tracking) <= 200));
alter table public.deliveries add constraint deliveries_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.deliveries add constraint deliveries_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES warehouses(id);
alter table public.delivery_lines add constraint delivery_lines_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.delivery_lines add constraint delivery_lines_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES deliveries(id) ON DELETE CASCADE;
alter table public.delivery_lines add constraint delivery_lines_order_line_id_fkey FOREIGN KEY (order_line_id) REFERENCES order_lines(id);
alter table public.delivery_lines add constraint delivery_lines_pkey PRIMARY KEY (id);
alter table public.delivery_lines add constraint delivery_lines_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id);
alter table public.delivery_lines add constraint delivery_lines_quantity_check CHECK ((quantity > (0)::numeric));
alter table public.delivery_lines add constraint delivery_lines_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.discount_limits add constraint discount_limits_percent_check CHECK (((percent >= (0)::numeric) AND (percent <= (100)::numeric)));
alter table public.discount_limits add constraint discount_limits_pkey PRIMARY KEY (role_id);
alter table public.discount_limits add constraint discount_limits_role_id_fkey FOREIGN KEY (role_id) REFERENCES roles(id) ON DELETE CASCADE;
alter table public.disputes add constraint disputes_amount_check CHECK ((amount > (0)::numeric));
alter table public.disputes add constraint disputes_amount_currency_check CHECK ((amount_currency ~ '^[A-Z]{3}$'::text));
alter table public.disputes add constraint disputes_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.disputes add constraint disputes_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments(id);
alter table public.disputes add constraint disputes_pkey PRIMARY KEY (id);
alter table public.disputes add constraint disputes_provider_reference_check CHECK ((length(provider_reference) <= 255));
alter table public.disputes add constraint disputes_refund_id_fkey FOREIGN KEY (refund_id) REFERENCES refunds(id);
alter table public.disputes add constraint disputes_state_check CHECK ((state = ANY (ARRAY['needs_answer'::text, 'under_review'::text, 'won'::text, 'lost'::text, 'closed'::text])));
alter table public.disputes add constraint disputes_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.document_design add constraint document_design_design_check CHECK ((pg_column_size(design) < 1000000));
alter table public.document_design add constraint document_design_id_check CHECK (id);
alter table public.document_design add constraint document_design_logo_check CHECK ((octet_length(logo) <= 512000));
alter table public.document_design add constraint document_design_pkey PRIMARY KEY (id);
alter table public.duplicate_pairs add constraint duplicate_pairs_check CHECK ((left_id < right_id));
alter table public.duplicate_pairs add constraint duplicate_pairs_check1 CHECK (((decision IS NULL) = (decided_at IS NULL)));
alter table public.duplicate_pairs add constraint duplicate_pairs_check2 CHECK (((until IS NOT NULL) = (COALESCE(decision, ''::text) = 'later'::text)));
alter table public.duplicate_pairs add constraint duplicate_pairs_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES users(id);
alter table public.duplicate_pairs add constraint duplicate_pairs_decision_check CHECK ((decision = ANY (ARRAY['not_duplicate'::text, 'later'::text])));
alter table public.duplicate_pairs add constraint duplicate_pairs_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'company'::text])));
alter table public.duplicate_pairs add constraint duplicate_pairs_left_id_fkey FOREIGN KEY (left_id) REFERENCES parties(id) ON DELETE CASCADE;
alter table public.duplicate_pairs add constraint duplicate_pairs_left_id_right_id_key UNIQUE (left_id, right_id);
alter table public.duplicate_pairs add constraint duplicate_pairs_pkey PRIMARY KEY (id);
alter table public.duplicate_pairs add constraint duplicate_pairs_right_id_fkey FOREIGN KEY (right_id) REFERENCES parties(id) ON DELETE CASCADE;
alter table public.duplicate_pairs add constraint duplicate_pairs_score_check CHECK (((score >= (0)::double precision) AND (score <= (1)::double precision)));
alter table public.duplicate_search add constraint duplicate_search_id_check CHECK ((id = 1));
alter table public.duplicate_search add constraint duplicate_search_pkey PRIMARY KEY (id);
alter table public.event_cursors add constraint event_cursors_pkey PRIMARY KEY (subscriber);
alter table public.event_failures add constraint event_failures_pkey PRIMARY KEY (id);
alter table public.event_failures add constraint event_failures_subscriber_sequence_key UNIQUE (subscriber, sequence);
alter table public.event_log add constraint event_log_only_one_check CHECK (only_one);
alter table public.event_log add constraint event_log_pkey PRIMARY KEY (only_one);
alter table public.events add constraint events_pkey PRIMARY KEY (sequence);
alter table public.exports add constraint exports_archive_check CHECK (((format = 'archive'::text) = (object = 'organisation'::text)));
alter table public.exports add constraint exports_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.exports add constraint exports_file_name_check CHECK (((length(file_name) >= 1) AND (length(file_name) <= 255)));
alter table public.exports add constraint exports_format_check CHECK ((format = ANY (ARRAY['csv'::text, 'xlsx'::text, 'jsonl'::text, 'parquet'::text, 'vcard'::text, 'icalendar'::text, 'archive'::text])));
alter table public.exports add constraint exports_pkey PRIMARY KEY (id);
alter table public.exports add constraint exports_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'cancelled'::text, 'failed'::text])));
alter table public.external_ids add constraint external_ids_entity_check CHECK ((length(entity) <= 60));
alter table public.external_ids add constraint external_ids_external_id_check CHECK ((length(external_id) <= 200));
alter table public.external_ids add constraint external_ids_pkey PRIMARY KEY (system, entity, external_id);
alter table public.external_ids add constraint external_ids_system_check CHECK ((length(system) <= 60));
alter table public.field_definitions add constraint field_definitions_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.field_definitions add constraint field_definitions_name_check CHECK ((name ~ '^[a-z][a-z0-9_]{0,59}$'::text));
alter table public.field_definitions add constraint field_definitions_pkey PRIMARY KEY (object, name);
alter table public.field_definitions add constraint field_definitions_removed_by_fkey FOREIGN KEY (removed_by) REFERENCES users(id);
alter table public.field_definitions add constraint field_definitions_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.field_options add constraint field_options_key_check CHECK ((key ~ '^[a-z0-9_]{1,60}$'::text));
alter table public.field_options add constraint field_options_label_check CHECK (((length(label) >= 1) AND (length(label) <= 200)));
alter table public.field_options add constraint field_options_pkey PRIMARY KEY (object, field, key);
alter table public.files add constraint files_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.files add constraint files_location_key UNIQUE (location);
alter table public.files add constraint files_name_check CHECK (((length(name) >= 1) AND (length(name) <= 255)));
alter table public.files add constraint files_pkey PRIMARY KEY (id);
alter table public.files add constraint files_size_check CHECK ((size >= 0));
alter table public.forecast_snapshot_deals add constraint forecast_snapshot_deals_category_check CHECK ((category = ANY (ARRAY['won'::text, 'commit'::text, 'best_case'::text, 'pipeline'::text])));
alter table public.forecast_snapshot_deals add constraint forecast_snapshot_deals_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deals(id) ON DELETE CASCADE;
alter table public.forecast_snapshot_deals add constraint forecast_snapshot_deals_pkey PRIMARY KEY (snapshot_id, deal_id);
alter table public.forecast_snapshot_deals add constraint forecast_snapshot_deals_snapshot_id_fkey FOREIGN KEY (snapshot_id) REFERENCES forecast_snapshots(id) ON DELETE CASCADE;
alter table public.forecast_snapshot_sums add constraint forecast_snapshot_sums_category_check CHECK ((category = ANY (ARRAY['won'::text, 'commit'::text, 'best_case'::text, 'pipeline'::text, 'omitted'::text])));
alter table public.forecast_snapshot_sums add constraint forecast_snapshot_sums_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id) ON DELETE CASCADE;
alter table public.forecast_snapshot_sums add constraint forecast_snapshot_sums_pipeline_id_fkey FOREIGN KEY (pipeline_id) REFERENCES pipelines(id) ON DELETE CASCADE;
alter table public.forecast_snapshot_sums add constraint forecast_snapshot_sums_snapshot_id_fkey FOREIGN KEY (snapshot_id) REFERENCES forecast_snapshots(id) ON DELETE CASCADE;
alter table public.forecast_snapshot_sums add constraint forecast_snapshot_sums_snapshot_id_month_owner_id_pipeline__key UNIQUE NULLS NOT DISTINCT (snapshot_id, month, owner_id, pipeline_id, category);
alter table public.forecast_snapshots add constraint forecast_snapshots_pkey PRIMARY KEY (id);
alter table public.forecast_snapshots add constraint forecast_snapshots_taken_by_fkey FOREIGN KEY (taken_by) REFERENCES users(id);
alter table public.forecast_submissions add constraint forecast_submissions_amount_check CHECK ((amount >= (0)::numeric));
alter table public.forecast_submissions add constraint forecast_submissions_check CHECK ((num_nonnulls(user_id, team_id) = 1));
alter table public.forecast_submissions add constraint forecast_submissions_note_check CHECK ((length(note) <= 1000));
alter table public.forecast_submissions add constraint forecast_submissions_pkey PRIMARY KEY (id);
alter table public.forecast_submissions add constraint forecast_submissions_submitted_by_fkey FOREIGN KEY (submitted_by) REFERENCES users(id);
alter table public.forecast_submissions add constraint forecast_submissions_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id) ON DELETE CASCADE;
alter table public.forecast_submissions add constraint forecast_submissions_unit_check CHECK ((unit = ANY (ARRAY['month'::text, 'quarter'::text, 'year'::text])));
alter table public.forecast_submissions add constraint forecast_submissions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
alter table public.history add constraint history_address_check CHECK ((length(address) <= 64));
alter table public.history add constraint history_kind_check CHECK (((kind = ANY (ARRAY['created'::text, 'changed'::text])) OR (kind ~ '^[a-z][a-z_]{1,59}$'::text))) NOT VALID;
alter table public.history add constraint history_pkey PRIMARY KEY (id);
alter table public.history add constraint history_source_check CHECK ((source = ANY (ARRAY['screen'::text, 'api'::text, 'import'::text, 'rule'::text, 'system'::text, 'sync'::text]))) NOT VALID;
alter table public.holidays add constraint holidays_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES business_calendars(id) ON DELETE CASCADE;
alter table public.holidays add constraint holidays_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.holidays add constraint holidays_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table public.holidays add constraint holidays_pkey PRIMARY KEY (id);
alter table public.holidays add constraint holidays_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.identity_document_readings add constraint identity_document_readings_document_id_fkey FOREIGN KEY (document_id) REFERENCES identity_documents(id) ON DELETE CASCADE;
alter table public.identity_document_readings add constraint identity_document_readings_pkey PRIMARY KEY (id);
alter table public.identity_document_readings add constraint identity_document_readings_reader_id_fkey FOREIGN KEY (reader_id) REFERENCES users(id);
alter table public.identity_document_readings add constraint identity_document_readings_reason_check CHECK (((length(reason) >= 3) AND (length(reason) <= 500)));
alter table public.identity_documents add constraint identity_documents_country_check CHECK ((country ~ '^[A-Z]{2}$'::text));
alter table public.identity_documents add constraint identity_documents_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.identity_documents add constraint identity_documents_kind_check CHECK ((kind = ANY (ARRAY['identity_card'::text, 'passport'::text, 'driving_licence'::text, 'residence_permit'::text, 'personal_number'::text, 'other'::text])));
alter table public.identity_documents add constraint identity_documents_party_id_fkey FOREIGN KEY (party_id) REFERENCES parties(id) ON DELETE CASCADE;
alter table public.identity_documents add constraint identity_documents_pkey PRIMARY KEY (id);
alter table public.identity_documents add constraint identity_documents_purpose_check CHECK (((length(purpose) >= 3) AND (length(purpose) <= 500)));
alter table public.identity_documents add constraint identity_documents_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.import_failed_rows add constraint import_failed_rows_import_id_fkey FOREIGN KEY (import_id) REFERENCES imports(id) ON DELETE CASCADE;
alter table public.import_failed_rows add constraint import_failed_rows_pkey PRIMARY KEY (import_id, "row");
alter table public.import_made add constraint import_made_import_id_fkey FOREIGN KEY (import_id) REFERENCES imports(id) ON DELETE CASCADE;
alter table public.import_made add constraint import_made_pkey PRIMARY KEY (import_id, object, record_id);
alter table public.import_outcomes add constraint import_outcomes_check CHECK ((cardinality(rows) = cardinality(records)));
alter table public.import_outcomes add constraint import_outcomes_import_id_fkey FOREIGN KEY (import_id) REFERENCES imports(id) ON DELETE CASCADE;
alter table public.import_outcomes add constraint import_outcomes_outcome_check CHECK ((outcome = ANY (ARRAY['created'::text, 'updated'::text, 'unchanged'::text])));
alter table public.import_outcomes add constraint import_outcomes_pkey PRIMARY KEY (import_id, outcome, last_row);
alter table public.import_templates add constraint import_templates_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.import_templates add constraint import_templates_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)));
alter table public.import_templates add constraint import_templates_pkey PRIMARY KEY (id);
alter table public.import_units add constraint import_units_import_id_fkey FOREIGN KEY (import_id) REFERENCES imports(id) ON DELETE CASCADE;
alter table public.import_units add constraint import_units_pkey PRIMARY KEY (number);
alter table public.imports add constraint imports_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.imports add constraint imports_file_name_check CHECK (((length(file_name) >= 1) AND (length(file_name) <= 255)));
alter table public.imports add constraint imports_pkey PRIMARY KEY (id);
alter table public.imports add constraint imports_state_check CHECK ((state = ANY (ARRAY['prepared'::text, 'waiting'::text, 'running'::text, 'done'::text, 'cancelled'::text, 'failed'::text])));
alter table public.imports add constraint imports_template_id_fkey FOREIGN KEY (template_id) REFERENCES import_templates(id) ON DELETE SET NULL;
alter table public.imports add constraint imports_undo_state_check CHECK ((undo_state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text])));
alter table public.imports add constraint imports_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES users(id);
alter table public.installed_products add constraint installed_products_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.installed_products add constraint installed_products_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES parties(id);
alter table public.installed_products add constraint installed_products_name_check CHECK (((length(name) >= 1) AND (length(name) <= 300)));
alter table public.installed_products add constraint installed_products_pkey PRIMARY KEY (id);
alter table public.installed_products add constraint installed_products_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id);
alter table public.installed_products add constraint installed_products_serial_check CHECK ((length(serial) <= 200));
alter table public.installed_products add constraint installed_products_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.interactions add constraint interactions_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES users(id);
alter table public.interactions add constraint interactions_company_id_fkey FOREIGN KEY (company_id) REFERENCES parties(id);
alter table public.interactions add constraint interactions_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id);
alter table public.interactions add constraint interactions_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id);
alter table public.interactions add constraint interactions_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.interactions add constraint interactions_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deals(id);
alter table public.interactions add constraint interactions_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text, 'both'::text])));
alter table public.interactions add constraint interactions_duration_check CHECK ((duration >= 0));
alter table public.interactions add constraint interactions_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoices(id);
alter table public.interactions add constraint interactions_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id);
alter table public.interactions add constraint interactions_party_id_fkey FOREIGN KEY (party_id) REFERENCES parties(id);
alter table public.interactions add constraint interactions_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments(id);
alter table public.interactions add constraint interactions_pkey PRIMARY KEY (id);
alter table public.interactions add constraint interactions_quote_id_fkey FOREIGN KEY (quote_id) REFERENCES quotes(id);
alter table public.interactions add constraint interactions_subscription_id_fkey FOREIGN KEY (subscription_id) REFERENCES subscriptions(id);
alter table public.interactions add constraint interactions_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.invitations add constraint invitations_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.invitations add constraint invitations_pkey PRIMARY KEY (id);
alter table public.invitations add constraint invitations_token_hash_key UNIQUE (token_hash);
alter table public.invitations add constraint invitations_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
alter table public.invoice_lines add constraint invoice_lines_check CHECK (((net + tax) = total));
alter table public.invoice_lines add constraint invoice_lines_corrects_id_fkey FOREIGN KEY (corrects_id) REFERENCES invoice_lines(id);
alter table public.invoice_lines add constraint invoice_lines_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.invoice_lines add constraint invoice_lines_deposit_id_fkey FOREIGN KEY (deposit_id) REFERENCES invoices(id);
alter table public.invoice_lines add constraint invoice_lines_description_check CHECK (((length(description) >= 1) AND (length(description) <= 2000)));
alter table public.invoice_lines add constraint invoice_lines_discount_check CHECK (((discount >= (0)::numeric) AND (discount <= (100)::numeric)));
alter table public.invoice_lines add constraint invoice_lines_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoices(id) ON DELETE CASCADE;
alter table public.invoice_lines add constraint invoice_lines_order_line_id_fkey FOREIGN KEY (order_line_id) REFERENCES order_lines(id);
alter table public.invoice_lines add constraint invoice_lines_pkey PRIMARY KEY (id);
alter table public.invoice_lines add constraint invoice_lines_price_check CHECK ((abs(price) < ('1000000000000'::bigint)::numeric));
alter table public.invoice_lines add constraint invoice_lines_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id);
alter table public.invoice_lines add constraint invoice_lines_quantity_check CHECK (((quantity <> (0)::numeric) AND (abs(quantity) < (1000000000)::numeric)));
alter table public.invoice_lines add constraint invoice_lines_subscription_line_id_fkey FOREIGN KEY (subscription_line_id) REFERENCES subscription_lines(id);
alter table public.invoice_lines add constraint invoice_lines_tax_class_check CHECK ((length(tax_class) <= 60));
alter table public.invoice_lines add constraint invoice_lines_tax_rate_check CHECK (((tax_rate >= (0)::numeric) AND (tax_rate <= (100)::numeric)));
alter table public.invoice_lines add constraint invoice_lines_tax_treatment_check CHECK ((length(tax_treatment) <= 60));
alter table public.invoice_lines add constraint invoice_lines_unit_check CHECK ((length(unit) <= 40));
alter table public.invoice_lines add constraint invoice_lines_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.invoice_mailings add constraint invoice_mailings_addresses_check CHECK (((cardinality(addresses) >= 1) AND (cardinality(addresses) <= 10)));
alter table public.invoice_mailings add constraint invoice_mailings_answer_check CHECK ((length(answer) <= 500));
alter table public.invoice_mailings add constraint invoice_mailings_body_check CHECK (((length(body) >= 1) AND (length(body) <= 10000)));
alter table public.invoice_mailings add constraint invoice_mailings_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.invoice_mailings add constraint invoice_mailings_failure_check CHECK ((failure = ANY (ARRAY['refused'::text, 'unreachable'::text, 'partly'::text, 'not_due'::text])));
alter table public.invoice_mailings add constraint invoice_mailings_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoices(id) ON DELETE CASCADE;
alter table public.invoice_mailings add constraint invoice_mailings_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'reminder'::text])));
alter table public.invoice_mailings add constraint invoice_mailings_outcome CHECK (((sent_at IS NULL) OR (failed_at IS NULL)));
alter table public.invoice_mailings add constraint invoice_mailings_pkey PRIMARY KEY (id);
alter table public.invoice_mailings add constraint invoice_mailings_subject_check CHECK (((length(subject) >= 1) AND (length(subject) <= 300)));
alter table public.invoices add constraint invoices_check CHECK (((net_currency = currency) AND (tax_currency = currency) AND (total_currency = currency)));
alter table public.invoices add constraint invoices_check1 CHECK (((net + tax) = total));
alter table public.invoices add constraint invoices_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES parties(id);
alter table public.invoices add constraint invoices_corrects CHECK (((kind = 'credit_note'::text) = (corrects_id IS NOT NULL)));
alter table public.invoices add constraint invoices_corrects_id_fkey FOREIGN KEY (corrects_id) REFERENCES invoices(id);
alter table public.invoices add constraint invoices_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.invoices add constraint invoices_credited_check CHECK ((credited >= (0)::numeric));
alter table public.invoices add constraint invoices_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table public.invoices add constraint invoices_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES parties(id);
alter table public.invoices add constraint invoices_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deals(id);
alter table public.invoices add constraint invoices_discount_check CHECK (((discount >= (0)::numeric) AND (discount <= (100)::numeric)));
alter table public.invoices add constraint invoices_issued CHECK (((state = 'draft'::text) OR ((number IS NOT NULL) AND (issued_on IS NOT NULL))));
alter table public.invoices add constraint invoices_issued_by_id_fkey FOREIGN KEY (issued_by_id) REFERENCES users(id);
alter table public.invoices add constraint invoices_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'deposit'::text, 'credit_note'::text])));
alter table public.invoices add constraint invoices_language_check CHECK ((language = ANY (ARRAY['en'::text, 'es'::text, 'ru'::text, 'bg'::text])));
alter table public.invoices add constraint invoices_number_check CHECK (((length(number) >= 1) AND (length(number) <= 60)));
alter table public.invoices add constraint invoices_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id);
alter table public.invoices add constraint invoices_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table public.invoices add constraint invoices_paid_check CHECK ((paid >= (0)::numeric));
alter table public.invoices add constraint invoices_payment_days_check CHECK (((payment_days >= 0) AND (payment_days <= 365)));
alter table public.invoices add constraint invoices_pkey PRIMARY KEY (id);
alter table public.invoices add constraint invoices_reason_check CHECK ((length(reason) <= 60));
alter table public.invoices add constraint invoices_reference_check CHECK ((length(reference) <= 100));
alter table public.invoices add constraint invoices_rounding_check CHECK ((rounding = ANY (ARRAY['line'::text, 'document'::text])));
alter table public.invoices add constraint invoices_settled CHECK (((paid + credited) <= GREATEST(total, (0)::numeric)));
alter table public.invoices add constraint invoices_state CHECK (((state = 'draft'::text) OR
CASE
    WHEN (kind = 'credit_note'::text) THEN (state =
    CASE
        WHEN (total > (paid + credited)) THEN 'issued'::text
        WHEN (paid > (0)::numeric) THEN 'paid_out'::text
        ELSE 'used'::text
    END)
    WHEN (total = (paid + credited)) THEN ((state = 'paid'::text) OR ((state = 'credited'::text) AND (paid = (0)::numeric)))
    WHEN (paid > (0)::numeric) THEN (state = 'partly_paid'::text)
    ELSE ((state = 'issued'::text) OR ((state = 'partly_paid'::text) AND (credited > (0)::numeric)))
END));
alter table public.invoices add constraint invoices_state_known CHECK ((state = ANY (ARRAY['draft'::text, 'issued'::text, 'partly_paid'::text, 'paid'::text, 'credited'::text, 'used'::text, 'paid_out'::text])));
alter table public.invoices add constraint invoices_subject_check CHECK ((length(subject) <= 300));
alter table public.invoices add constraint invoices_subscription_id_fkey FOREIGN KEY (subscription_id) REFERENCES subscriptions(id);
alter table public.invoices add constraint invoices_total CHECK (((state = 'draft'::text) OR (total >= (0)::numeric)));
alter table public.invoices add constraint invoices_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.job_workers add constraint job_workers_pkey PRIMARY KEY (worker_id);
alter table public.kept_answers add constraint kept_answers_answer_check CHECK ((length(answer) <= 1100000));
alter table public.kept_answers add constraint kept_answers_pkey PRIMARY KEY (caller, key_hash);
alter table public.kept_records add constraint kept_records_pkey PRIMARY KEY (record_id);
alter table public.known_words add constraint known_words_pkey PRIMARY KEY (word);
alter table public.layouts add constraint layouts_object_team_id_key UNIQUE NULLS NOT DISTINCT (object, team_id);
alter table public.layouts add constraint layouts_pkey PRIMARY KEY (id);
alter table public.layouts add constraint layouts_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id) ON DELETE CASCADE;
alter table public.layouts add constraint layouts_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.lead_assignments add constraint lead_assignments_check CHECK (((ended IS NULL) = (ended_at IS NULL)));
alter table public.lead_assignments add constraint lead_assignments_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.lead_assignments add constraint lead_assignments_ended_check CHECK ((ended = ANY (ARRAY['handed_over'::text, 'returned'::text, 'closed'::text])));
alter table public.lead_assignments add constraint lead_assignments_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES leads(id) ON DELETE CASCADE;
alter table public.lead_assignments add constraint lead_assignments_pkey PRIMARY KEY (id);
alter table public.lead_assignments add constraint lead_assignments_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES assignment_rules(id) ON DELETE SET NULL;
alter table public.lead_assignments add constraint lead_assignments_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.lead_assignments add constraint lead_assignments_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
alter table public.lead_assignments add constraint lead_assignments_way_check CHECK ((way = ANY (ARRAY['by_hand'::text, 'user'::text, 'round_robin'::text, 'load'::text, 'territory'::text, 'product'::text, 'language'::text])));
alter table public.lead_products add constraint lead_products_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES leads(id) ON DELETE CASCADE;
alter table public.lead_products add constraint lead_products_pkey PRIMARY KEY (lead_id, product_id);
alter table public.lead_products add constraint lead_products_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id);
alter table public.lead_qualifications add constraint lead_qualifications_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES leads(id) ON DELETE CASCADE;
alter table public.lead_qualifications add constraint lead_qualifications_pkey PRIMARY KEY (id);
alter table public.lead_qualifications add constraint lead_qualifications_qualified_by_fkey FOREIGN KEY (qualified_by) REFERENCES users(id);
alter table public.leads add constraint leads_check CHECK (((status = ANY (ARRAY['qualified'::text, 'unqualified'::text])) = (closed_at IS NOT NULL)));
alter table public.leads add constraint leads_check1 CHECK (((status = 'unqualified'::text) = (unqualified_reason IS NOT NULL)));
alter table public.leads add constraint leads_company_id_fkey FOREIGN KEY (company_id) REFERENCES parties(id);
alter table public.leads add constraint leads_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.leads add constraint leads_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deals(id);
alter table public.leads add constraint leads_name_check CHECK (((length(name) >= 1) AND (length(name) <= 300)));
alter table public.leads add constraint leads_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table public.leads add constraint leads_party_id_fkey FOREIGN KEY (party_id) REFERENCES parties(id);
alter table public.leads add constraint leads_person_id_fkey FOREIGN KEY (person_id) REFERENCES parties(id);
alter table public.leads add constraint leads_pkey PRIMARY KEY (id);
alter table public.leads add constraint leads_rating_check CHECK ((rating = ANY (ARRAY['hot'::text, 'warm'::text, 'cold'::text])));
alter table public.leads add constraint leads_status_check CHECK ((status = ANY (ARRAY['new'::text, 'working'::text, 'nurturing'::text, 'qualified'::text, 'unqualified'::text])));
alter table public.leads add constraint leads_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.links_to_come add constraint links_to_come_external_id_check CHECK ((length(external_id) <= 200));
alter table public.links_to_come add constraint links_to_come_pkey PRIMARY KEY (system, entity, external_id, record_id, field);
alter table public.merged_messages add constraint merged_messages_merge_id_fkey FOREIGN KEY (merge_id) REFERENCES conversation_merges(id) ON DELETE CASCADE;
alter table public.merged_messages add constraint merged_messages_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages(id) ON DELETE CASCADE;
alter table public.merged_messages add constraint merged_messages_pkey PRIMARY KEY (merge_id, message_id);
alter table public.merges add constraint merges_merged_by_fkey FOREIGN KEY (merged_by) REFERENCES users(id);
alter table public.merges add constraint merges_merged_ids_check CHECK (((cardinality(merged_ids) >= 1) AND (cardinality(merged_ids) <= 50)));
alter table public.merges add constraint merges_pkey PRIMARY KEY (id);
alter table public.merges add constraint merges_separated_by_fkey FOREIGN KEY (separated_by) REFERENCES users(id);
alter table public.message_files add constraint message_files_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.message_files add constraint message_files_file_id_fkey FOREIGN KEY (file_id) REFERENCES files(id);
alter table public.message_files add constraint message_files_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages(id) ON DELETE CASCADE;
alter table public.message_files add constraint message_files_pkey PRIMARY KEY (id);
alter table public.message_files add constraint message_files_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.messages add constraint messages_account_id_fkey FOREIGN KEY (account_id) REFERENCES channel_accounts(id);
alter table public.messages add constraint messages_author_id_fkey FOREIGN KEY (author_id) REFERENCES users(id);
alter table public.messages add constraint messages_check CHECK (((direction = 'in'::text) = (state = 'received'::text)));
alter table public.messages add constraint messages_check1 CHECK (((direction = 'note'::text) = (state = 'noted'::text)));
alter table public.messages add constraint messages_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id) ON DELETE CASCADE;
alter table public.messages add constraint messages_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.messages add constraint messages_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text, 'note'::text])));
alter table public.messages add constraint messages_interaction_id_fkey FOREIGN KEY (interaction_id) REFERENCES interactions(id) ON DELETE SET NULL;
alter table public.messages add constraint messages_kind_check CHECK ((kind = ANY (ARRAY['message'::text, 'call'::text, 'form'::text, 'event'::text])));
alter table public.messages add constraint messages_own_length_check CHECK ((own_length >= 0));
alter table public.messages add constraint messages_pkey PRIMARY KEY (id);
alter table public.messages add constraint messages_state_check CHECK ((state = ANY (ARRAY['received'::text, 'noted'::text, 'queued'::text, 'sending'::text, 'sent'::text, 'delivered'::text, 'read'::text, 'refused'::text, 'bounced'::text, 'unknown'::text, 'withdrawn'::text])));
alter table public.messages add constraint messages_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.mrr_movements add constraint mrr_movements_amount_check CHECK ((amount <> (0)::numeric));
alter table public.mrr_movements add constraint mrr_movements_check CHECK (((amount > (0)::numeric) = (kind = ANY (ARRAY['new'::text, 'expansion'::text, 'reactivation'::text]))));
alter table public.mrr_movements add constraint mrr_movements_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.mrr_movements add constraint mrr_movements_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES parties(id);
alter table public.mrr_movements add constraint mrr_movements_kind_check CHECK ((kind = ANY (ARRAY['new'::text, 'expansion'::text, 'contraction'::text, 'churn'::text, 'reactivation'::text])));
alter table public.mrr_movements add constraint mrr_movements_pkey PRIMARY KEY (id);
alter table public.mrr_movements add constraint mrr_movements_subscription_id_fkey FOREIGN KEY (subscription_id) REFERENCES subscriptions(id) ON DELETE CASCADE;
alter table public.mrr_movements add constraint mrr_movements_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.notes add constraint notes_body_check CHECK (((length(body) >= 1) AND (length(body) <= 50000)));
alter table public.notes add constraint notes_check CHECK (((party_id IS NOT NULL) OR (deal_id IS NOT NULL)));
alter table public.notes add constraint notes_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.notes add constraint notes_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deals(id);
alter table public.notes add constraint notes_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table public.notes add constraint notes_party_id_fkey FOREIGN KEY (party_id) REFERENCES parties(id);
alter table public.notes add constraint notes_pkey PRIMARY KEY (id);
alter table public.notes add constraint notes_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.notifications add constraint notifications_pkey PRIMARY KEY (id);
alter table public.notifications add constraint notifications_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
alter table public.notifications add constraint notifications_user_id_once_key UNIQUE (user_id, once);
alter table public.number_counters add constraint number_counters_last_check CHECK ((last > 0));
alter table public.number_counters add constraint number_counters_pkey PRIMARY KEY (series_id, year);
alter table public.number_counters add constraint number_counters_series_id_fkey FOREIGN KEY (series_id) REFERENCES number_series(id) ON DELETE CASCADE;
alter table public.number_series add constraint number_series_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.number_series add constraint number_series_digits_check CHECK (((digits >= 1) AND (digits <= 12)));
alter table public.number_series add constraint number_series_key_check CHECK ((key ~ '^[a-z_]{1,40}$'::text));
alter table public.number_series add constraint number_series_pkey PRIMARY KEY (id);
alter table public.number_series add constraint number_series_prefix_check CHECK ((length(prefix) <= 30));
alter table public.number_series add constraint number_series_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.object_definitions add constraint object_definitions_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.object_definitions add constraint object_definitions_name_check CHECK ((name ~ '^[a-z][a-z0-9_]{0,59}$'::text));
alter table public.object_definitions add constraint object_definitions_pkey PRIMARY KEY (name);
alter table public.object_definitions add constraint object_definitions_removed_by_fkey FOREIGN KEY (removed_by) REFERENCES users(id);
alter table public.object_definitions add constraint object_definitions_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.opted_out_numbers add constraint opted_out_numbers_number_check CHECK (((length(number) >= 1) AND (length(number) <= 320)));
alter table public.opted_out_numbers add constraint opted_out_numbers_pkey PRIMARY KEY (number);
alter table public.order_lines add constraint order_lines_check CHECK (((net + tax) = total));
alter table public.order_lines add constraint order_lines_cost_check CHECK ((cost >= (0)::numeric));
alter table public.order_lines add constraint order_lines_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.order_lines add constraint order_lines_delivered CHECK (((delivered >= (0)::numeric) AND (cancelled >= (0)::numeric) AND ((delivered + cancelled) <= quantity)));
alter table public.order_lines add constraint order_lines_description_check CHECK (((length(description) >= 1) AND (length(description) <= 2000)));
alter table public.order_lines add constraint order_lines_discount_check CHECK (((discount >= (0)::numeric) AND (discount <= (100)::numeric)));
alter table public.order_lines add constraint order_lines_invoiced CHECK (((invoiced >= (0)::numeric) AND (invoiced <= (quantity - cancelled))));
alter table public.order_lines add constraint order_lines_list_price_check CHECK ((list_price >= (0)::numeric));
alter table public.order_lines add constraint order_lines_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id) ON DELETE CASCADE;
alter table public.order_lines add constraint order_lines_pkey PRIMARY KEY (id);
alter table public.order_lines add constraint order_lines_price_check CHECK ((price >= (0)::numeric));
alter table public.order_lines add constraint order_lines_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id);
alter table public.order_lines add constraint order_lines_quantity_check CHECK (((quantity > (0)::numeric) AND (quantity < (1000000000)::numeric)));
alter table public.order_lines add constraint order_lines_quote_line_id_fkey FOREIGN KEY (quote_line_id) REFERENCES quote_lines(id) ON DELETE SET NULL;
alter table public.order_lines add constraint order_lines_returned CHECK (((returned >= (0)::numeric) AND (returned <= delivered)));
alter table public.order_lines add constraint order_lines_source_line_check CHECK ((length(source_line) <= 100));
alter table public.order_lines add constraint order_lines_tax_class_check CHECK ((length(tax_class) <= 60));
alter table public.order_lines add constraint order_lines_tax_rate_check CHECK (((tax_rate >= (0)::numeric) AND (tax_rate <= (100)::numeric)));
alter table public.order_lines add constraint order_lines_tax_treatment_check CHECK ((length(tax_treatment) <= 60));
alter table public.order_lines add constraint order_lines_unit_check CHECK ((length(unit) <= 40));
alter table public.order_lines add constraint order_lines_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.orders add constraint orders_cancel_comment_check CHECK ((length(cancel_comment) <= 1000));
alter table public.orders add constraint orders_channel_check CHECK ((length(channel) <= 60));
alter table public.orders add constraint orders_check CHECK (((net_currency = currency) AND (tax_currency = currency) AND (total_currency = currency)));
alter table public.orders add constraint orders_check1 CHECK (((net + tax) = total));
alter table public.orders add constraint orders_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES parties(id);
alter table public.orders add constraint orders_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.orders add constraint orders_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table public.orders add constraint orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES parties(id);
alter table public.orders add constraint orders_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deals(id);
alter table public.orders add constraint orders_delivery_state_check CHECK ((delivery_state = ANY (ARRAY['none'::text, 'part'::text, 'all'::text])));
alter table public.orders add constraint orders_discount_check CHECK (((discount >= (0)::numeric) AND (discount <= (100)::numeric)));
alter table public.orders add constraint orders_invoice_state_check CHECK ((invoice_state = ANY (ARRAY['none'::text, 'part'::text, 'all'::text])));
alter table public.orders add constraint orders_language_check CHECK ((language = ANY (ARRAY['en'::text, 'es'::text, 'ru'::text, 'bg'::text])));
alter table public.orders add constraint orders_number_check CHECK (((length(number) >= 1) AND (length(number) <= 60)));
alter table public.orders add constraint orders_origin_check CHECK ((origin = ANY (ARRAY['manual'::text, 'quote'::text, 'deal'::text, 'shop'::text, 'contract'::text, 'import'::text])));
alter table public.orders add constraint orders_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table public.orders add constraint orders_pkey PRIMARY KEY (id);
alter table public.orders add constraint orders_quote_id_fkey FOREIGN KEY (quote_id) REFERENCES quotes(id);
alter table public.orders add constraint orders_reference_check CHECK ((length(reference) <= 100));
alter table public.orders add constraint orders_rounding_check CHECK ((rounding = ANY (ARRAY['line'::text, 'document'::text])));
alter table public.orders add constraint orders_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'confirmed'::text, 'completed'::text, 'cancelled'::text])));
alter table public.orders add constraint orders_subject_check CHECK ((length(subject) <= 300));
alter table public.orders add constraint orders_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.organisation add constraint organisation_country_check CHECK ((country ~ '^[A-Z]{2}$'::text));
alter table public.organisation add constraint organisation_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table public.organisation add constraint organisation_locale_check CHECK ((locale = ANY (ARRAY['en'::text, 'es'::text, 'ru'::text, 'bg'::text])));
alter table public.organisation add constraint organisation_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table public.organisation add constraint organisation_only_one_check CHECK (only_one);
alter table public.organisation add constraint organisation_pkey PRIMARY KEY (only_one);
alter table public.parties add constraint parties_check CHECK (((kind = 'person'::text) OR ((company_id IS NULL) AND (birth_date IS NULL))));
alter table public.parties add constraint parties_check1 CHECK ((company_id <> id));
alter table public.parties add constraint parties_check2 CHECK ((parent_id <> id));
alter table public.parties add constraint parties_company_id_fkey FOREIGN KEY (company_id) REFERENCES parties(id);
alter table public.parties add constraint parties_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.parties add constraint parties_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'company'::text])));
alter table public.parties add constraint parties_name_check CHECK (((length(name) >= 1) AND (length(name) <= 400)));
alter table public.parties add constraint parties_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table public.parties add constraint parties_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES parties(id);
alter table public.parties add constraint parties_picture_id_fkey FOREIGN KEY (picture_id) REFERENCES files(id);
alter table public.parties add constraint parties_pkey PRIMARY KEY (id);
alter table public.parties add constraint parties_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.paths add constraint paths_pkey PRIMARY KEY (id);
alter table public.paths add constraint paths_stages_stays_key UNIQUE (stages, stays);
alter table public.payment_allocations add constraint payment_allocations_amount_check CHECK ((amount > (0)::numeric));
alter table public.payment_allocations add constraint payment_allocations_check CHECK ((num_nonnulls(payment_id, credit_note_id) = 1));
alter table public.payment_allocations add constraint payment_allocations_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.payment_allocations add constraint payment_allocations_credit_note_id_fkey FOREIGN KEY (credit_note_id) REFERENCES invoices(id);
alter table public.payment_allocations add constraint payment_allocations_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoices(id);
alter table public.payment_allocations add constraint payment_allocations_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments(id);
alter table public.payment_allocations add constraint payment_allocations_pkey PRIMARY KEY (id);
alter table public.payment_allocations add constraint payment_allocations_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.payment_notices add constraint payment_notices_notice_check CHECK (((length(notice) >= 1) AND (length(notice) <= 255)));
alter table public.payment_notices add constraint payment_notices_outcome_check CHECK ((outcome = ANY (ARRAY['booked'::text, 'noted'::text, 'waiting'::text, 'unknown'::text, 'ignored'::text, 'failed'::text])));
alter table public.payment_notices add constraint payment_notices_pkey PRIMARY KEY (provider, notice);
alter table public.payment_notices add constraint payment_notices_provider_fkey FOREIGN KEY (provider) REFERENCES payment_providers(name);
alter table public.payment_providers add constraint payment_providers_address_check CHECK ((length(address) <= 300));
alter table public.payment_providers add constraint payment_providers_check CHECK (((NOT enabled) OR ((secret_key IS NOT NULL) AND (notice_secret IS NOT NULL))));
alter table public.payment_providers add constraint payment_providers_name_check CHECK ((name = 'stripe'::text));
alter table public.payment_providers add constraint payment_providers_pkey PRIMARY KEY (name);
alter table public.payment_providers add constraint payment_providers_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.payment_requests add constraint payment_requests_address_check CHECK ((length(address) <= 2000));
alter table public.payment_requests add constraint payment_requests_amount_check CHECK ((amount > (0)::numeric));
alter table public.payment_requests add constraint payment_requests_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoices(id);
alter table public.payment_requests add constraint payment_requests_pkey PRIMARY KEY (id);
alter table public.payment_requests add constraint payment_requests_provider_fkey FOREIGN KEY (provider) REFERENCES payment_providers(name);
alter table public.payment_requests add constraint payment_requests_reference_check CHECK ((length(reference) <= 255));
alter table public.payment_requests add constraint payment_requests_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'open'::text, 'paid'::text, 'failed'::text, 'expired'::text])));
alter table public.payments add constraint payments_allocated_check CHECK ((allocated >= (0)::numeric));
alter table public.payments add constraint payments_amount_check CHECK ((amount > (0)::numeric));
alter table public.payments add constraint payments_amount_currency_check CHECK ((amount_currency ~ '^[A-Z]{3}$'::text));
alter table public.payments add constraint payments_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.payments add constraint payments_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES parties(id);
alter table public.payments add constraint payments_method_check CHECK ((method = ANY (ARRAY['bank_transfer'::text, 'card'::text, 'cash'::text, 'direct_debit'::text, 'provider'::text, 'other'::text])));
alter table public.payments add constraint payments_note_check CHECK ((length(note) <= 1000));
alter table public.payments add constraint payments_number_check CHECK (((length(number) >= 1) AND (length(number) <= 60)));
alter table public.payments add constraint payments_origin_check CHECK ((origin = ANY (ARRAY['manual'::text, 'bank'::text, 'provider'::text])));
alter table public.payments add constraint payments_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table public.payments add constraint payments_payer_account_check CHECK ((length(payer_account) <= 60));
alter table public.payments add constraint payments_payer_check CHECK ((length(payer) <= 300));
alter table public.payments add constraint payments_pkey PRIMARY KEY (id);
alter table public.payments add constraint payments_provider_check CHECK ((length(provider) <= 40));
alter table public.payments add constraint payments_provider_reference_check CHECK ((length(provider_reference) <= 255));
alter table public.payments add constraint payments_reference_check CHECK ((length(reference) <= 2000));
alter table public.payments add constraint payments_refunded_check CHECK ((refunded >= (0)::numeric));
alter table public.payments add constraint payments_reverse_reason_check CHECK ((length(reverse_reason) <= 500));
alter table public.payments add constraint payments_reversed CHECK ((((state = 'reversed'::text) = (reversed_on IS NOT NULL)) AND ((state = 'received'::text) OR (allocated = (0)::numeric))));
alter table public.payments add constraint payments_spent CHECK (((allocated + refunded) <= amount));
alter table public.payments add constraint payments_state_check CHECK ((state = ANY (ARRAY['received'::text, 'reversed'::text])));
alter table public.payments add constraint payments_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.phone_extensions add constraint phone_extensions_account_id_fkey FOREIGN KEY (account_id) REFERENCES channel_accounts(id) ON DELETE CASCADE;
alter table public.phone_extensions add constraint phone_extensions_account_id_user_id_key UNIQUE (account_id, user_id);
alter table public.phone_extensions add constraint phone_extensions_extension_check CHECK (((length(extension) >= 1) AND (length(extension) <= 60)));
alter table public.phone_extensions add constraint phone_extensions_pkey PRIMARY KEY (account_id, extension);
alter table public.phone_extensions add constraint phone_extensions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
alter table public.pipeline_teams add constraint pipeline_teams_pipeline_id_fkey FOREIGN KEY (pipeline_id) REFERENCES pipelines(id) ON DELETE CASCADE;
alter table public.pipeline_teams add constraint pipeline_teams_pkey PRIMARY KEY (pipeline_id, team_id);
alter table public.pipeline_teams add constraint pipeline_teams_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id);
alter table public.pipelines add constraint pipelines_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.pipelines add constraint pipelines_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table public.pipelines add constraint pipelines_pkey PRIMARY KEY (id);
alter table public.pipelines add constraint pipelines_seen_by_check CHECK ((seen_by = ANY (ARRAY['everyone'::text, 'teams'::text])));
alter table public.pipelines add constraint pipelines_sold_by_check CHECK ((sold_by = ANY (ARRAY['everyone'::text, 'teams'::text])));
alter table public.pipelines add constraint pipelines_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.places add constraint places_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.places add constraint places_kind_check CHECK ((kind = ANY (ARRAY['folder'::text, 'sftp'::text, 's3'::text])));
alter table public.places add constraint places_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)));
alter table public.places add constraint places_name_key UNIQUE (name);
alter table public.places add constraint places_pkey PRIMARY KEY (id);
alter table public.places add constraint places_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.playbook_steps add constraint playbook_steps_check CHECK (((doer = 'user'::text) = (user_id IS NOT NULL)));
alter table public.playbook_steps add constraint playbook_steps_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.playbook_steps add constraint playbook_steps_doer_check CHECK ((doer = ANY (ARRAY['owner'::text, 'manager'::text, 'user'::text])));
alter table public.playbook_steps add constraint playbook_steps_due_days_check CHECK (((due_days >= 0) AND (due_days <= 365)));
alter table public.playbook_steps add constraint playbook_steps_kind_check CHECK ((kind = ANY (ARRAY['to_do'::text, 'call'::text, 'email'::text, 'meeting'::text])));
alter table public.playbook_steps add constraint playbook_steps_pkey PRIMARY KEY (id);
alter table public.playbook_steps add constraint playbook_steps_stage_id_fkey FOREIGN KEY (stage_id) REFERENCES stages(id) ON DELETE CASCADE;
alter table public.playbook_steps add constraint playbook_steps_subject_check CHECK (((length(subject) >= 1) AND (length(subject) <= 300)));
alter table public.playbook_steps add constraint playbook_steps_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.playbook_steps add constraint playbook_steps_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
alter table public.playbook_tasks add constraint playbook_tasks_pkey PRIMARY KEY (stage_change_id, step_id);
alter table public.playbook_tasks add constraint playbook_tasks_stage_change_id_fkey FOREIGN KEY (stage_change_id) REFERENCES stage_changes(id) ON DELETE CASCADE;
alter table public.playbook_tasks add constraint playbook_tasks_step_id_fkey FOREIGN KEY (step_id) REFERENCES playbook_steps(id) ON DELETE CASCADE;
alter table public.playbook_tasks add constraint playbook_tasks_task_id_fkey FOREIGN KEY (task_id) REFERENCES tasks(id) ON DELETE CASCADE;
alter table public.price_items add constraint price_items_category_id_fkey FOREIGN KEY (category_id) REFERENCES product_categories(id);
alter table public.price_items add constraint price_items_check CHECK (((price IS NULL) <> (percent IS NULL)));
alter table public.price_items add constraint price_items_check1 CHECK (((product_id IS NULL) OR (category_id IS NULL)));
alter table public.price_items add constraint price_items_check2 CHECK (((price IS NULL) OR (product_id IS NOT NULL)));
alter table public.price_items add constraint price_items_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.price_items add constraint price_items_from_quantity_check CHECK (((from_quantity >= (0)::numeric) AND (from_quantity < '1000000000'::numeric)));
alter table public.price_items add constraint price_items_percent_check CHECK (((percent >= ('-1000'::integer)::numeric) AND (percent <= (100)::numeric)));
alter table public.price_items add constraint price_items_pkey PRIMARY KEY (id);
alter table public.price_items add constraint price_items_price_check CHECK ((price >= (0)::numeric));
alter table public.price_items add constraint price_items_price_list_id_fkey FOREIGN KEY (price_list_id) REFERENCES price_lists(id) ON DELETE CASCADE;
alter table public.price_items add constraint price_items_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id);
alter table public.price_items add constraint price_items_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.price_lists add constraint price_lists_check CHECK ((valid_until >= valid_from));
alter table public.price_lists add constraint price_lists_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.price_lists add constraint price_lists_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table public.price_lists add constraint price_lists_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES parties(id);
alter table public.price_lists add constraint price_lists_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table public.price_lists add constraint price_lists_pkey PRIMARY KEY (id);
alter table public.price_lists add constraint price_lists_priority_check CHECK (((priority >= 0) AND (priority <= 1000)));
alter table public.price_lists add constraint price_lists_tax_in_prices_check CHECK ((tax_in_prices = ANY (ARRAY['by_country'::text, 'included'::text, 'on_top'::text])));
alter table public.price_lists add constraint price_lists_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.product_categories add constraint product_categories_check CHECK ((parent_id <> id));
alter table public.product_categories add constraint product_categories_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.product_categories add constraint product_categories_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table public.product_categories add constraint product_categories_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES product_categories(id);
alter table public.product_categories add constraint product_categories_pkey PRIMARY KEY (id);
alter table public.product_categories add constraint product_categories_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.products add constraint products_category_id_fkey FOREIGN KEY (category_id) REFERENCES product_categories(id);
alter table public.products add constraint products_check CHECK ((variant_of_id <> id));
alter table public.products add constraint products_check1 CHECK (((NOT stocked) OR (kind = 'goods'::text)));
alter table public.products add constraint products_cost_check CHECK ((cost >= (0)::numeric));
alter table public.products add constraint products_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.products add constraint products_kind_check CHECK ((kind = ANY (ARRAY['goods'::text, 'service'::text, 'bundle'::text])));
alter table public.products add constraint products_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table public.products add constraint products_picture_id_fkey FOREIGN KEY (picture_id) REFERENCES files(id);
alter table public.products add constraint products_pkey PRIMARY KEY (id);
alter table public.products add constraint products_price_check CHECK ((price >= (0)::numeric));
alter table public.products add constraint products_quantity_decimals_check CHECK (((quantity_decimals >= 0) AND (quantity_decimals <= 6)));
alter table public.products add constraint products_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.products add constraint products_variant_of_id_fkey FOREIGN KEY (variant_of_id) REFERENCES products(id);
alter table public.queue_teams add constraint queue_teams_pkey PRIMARY KEY (queue_id, team_id);
alter table public.queue_teams add constraint queue_teams_queue_id_fkey FOREIGN KEY (queue_id) REFERENCES queues(id) ON DELETE CASCADE;
alter table public.queue_teams add constraint queue_teams_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id);
alter table public.queues add constraint queues_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.queues add constraint queues_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table public.queues add constraint queues_pkey PRIMARY KEY (id);
alter table public.queues add constraint queues_routing_check CHECK ((routing = ANY (ARRAY['manual'::text, 'least_loaded'::text])));
alter table public.queues add constraint queues_seen_by_check CHECK ((seen_by = ANY (ARRAY['everyone'::text, 'teams'::text])));
alter table public.queues add constraint queues_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.queues add constraint queues_weight_check CHECK (((weight >= 1) AND (weight <= 100)));
alter table public.quote_approvals add constraint quote_approvals_asked_by_id_fkey FOREIGN KEY (asked_by_id) REFERENCES users(id);
alter table public.quote_approvals add constraint quote_approvals_check CHECK (((state = 'asked'::text) = (decided_at IS NULL)));
alter table public.quote_approvals add constraint quote_approvals_comment_check CHECK ((length(comment) <= 1000));
alter table public.quote_approvals add constraint quote_approvals_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.quote_approvals add constraint quote_approvals_decided_by_id_fkey FOREIGN KEY (decided_by_id) REFERENCES users(id);
alter table public.quote_approvals add constraint quote_approvals_discount_check CHECK (((discount >= (0)::numeric) AND (discount <= (100)::numeric)));
alter table public.quote_approvals add constraint quote_approvals_discount_limit_check CHECK (((discount_limit >= (0)::numeric) AND (discount_limit <= (100)::numeric)));
alter table public.quote_approvals add constraint quote_approvals_pkey PRIMARY KEY (id);
alter table public.quote_approvals add constraint quote_approvals_quote_id_fkey FOREIGN KEY (quote_id) REFERENCES quotes(id) ON DELETE CASCADE;
alter table public.quote_approvals add constraint quote_approvals_reason_check CHECK ((length(reason) <= 1000));
alter table public.quote_approvals add constraint quote_approvals_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'approved'::text, 'rejected'::text, 'taken_back'::text])));
alter table public.quote_approvals add constraint quote_approvals_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.quote_comments add constraint quote_comments_address_check CHECK ((length(address) <= 60));
alter table public.quote_comments add constraint quote_comments_body_check CHECK (((length(body) >= 1) AND (length(body) <= 2000)));
alter table public.quote_comments add constraint quote_comments_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table public.quote_comments add constraint quote_comments_pkey PRIMARY KEY (id);
alter table public.quote_comments add constraint quote_comments_quote_id_fkey FOREIGN KEY (quote_id) REFERENCES quotes(id) ON DELETE CASCADE;
alter table public.quote_comments add constraint quote_comments_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
alter table public.quote_lines add constraint quote_lines_check CHECK ((chosen OR optional));
alter table public.quote_lines add constraint quote_lines_check1 CHECK (((net + tax) = total));
alter table public.quote_lines add constraint quote_lines_cost_check CHECK ((cost >= (0)::numeric));
alter table public.quote_lines add constraint quote_lines_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.quote_lines add constraint quote_lines_deal_product_id_fkey FOREIGN KEY (deal_product_id) REFERENCES deal_products(id) ON DELETE SET NULL;
alter table public.quote_lines add constraint quote_lines_description_check CHECK (((length(description) >= 1) AND (length(description) <= 2000)));
alter table public.quote_lines add constraint quote_lines_discount_check CHECK (((discount >= (0)::numeric) AND (discount <= (100)::numeric)));
alter table public.quote_lines add constraint quote_lines_list_price_check CHECK ((list_price >= (0)::numeric));
alter table public.quote_lines add constraint quote_lines_pkey PRIMARY KEY (id);
alter table public.quote_lines add constraint quote_lines_price_check CHECK ((price >= (0)::numeric));
alter table public.quote_lines add constraint quote_lines_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id);
alter table public.quote_lines add constraint quote_lines_quantity_check CHECK (((quantity > (0)::numeric) AND (quantity < (1000000000)::numeric)));
alter table public.quote_lines add constraint quote_lines_quote_id_fkey FOREIGN KEY (quote_id) REFERENCES quotes(id) ON DELETE CASCADE;
alter table public.quote_lines add constraint quote_lines_tax_class_check CHECK ((length(tax_class) <= 60));
alter table public.quote_lines add constraint quote_lines_tax_rate_check CHECK (((tax_rate >= (0)::numeric) AND (tax_rate <= (100)::numeric)));
alter table public.quote_lines add constraint quote_lines_tax_treatment_check CHECK ((length(tax_treatment) <= 60));
alter table public.quote_lines add constraint quote_lines_unit_check CHECK ((length(unit) <= 40));
alter table public.quote_lines add constraint quote_lines_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.quote_links add constraint quote_links_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.quote_links add constraint quote_links_pkey PRIMARY KEY (id);
alter table public.quote_links add constraint quote_links_quote_id_fkey FOREIGN KEY (quote_id) REFERENCES quotes(id) ON DELETE CASCADE;
alter table public.quote_links add constraint quote_links_token_hash_check CHECK ((length(token_hash) = 43));
alter table public.quote_mailings add constraint quote_mailings_address_check CHECK (((length(address) >= 3) AND (length(address) <= 320)));
alter table public.quote_mailings add constraint quote_mailings_answer_check CHECK ((length(answer) <= 500));
alter table public.quote_mailings add constraint quote_mailings_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.quote_mailings add constraint quote_mailings_failure_check CHECK ((failure = ANY (ARRAY['refused'::text, 'unreachable'::text, 'partly'::text, 'not_due'::text])));
alter table public.quote_mailings add constraint quote_mailings_link_id_fkey FOREIGN KEY (link_id) REFERENCES quote_links(id) ON DELETE SET NULL;
alter table public.quote_mailings add constraint quote_mailings_message_check CHECK ((length(message) <= 4000));
alter table public.quote_mailings add constraint quote_mailings_outcome CHECK (((sent_at IS NULL) OR (failed_at IS NULL)));
alter table public.quote_mailings add constraint quote_mailings_pkey PRIMARY KEY (id);
alter table public.quote_mailings add constraint quote_mailings_quote_id_fkey FOREIGN KEY (quote_id) REFERENCES quotes(id) ON DELETE CASCADE;
alter table public.quote_signatures add constraint quote_signatures_address_check CHECK ((length(address) <= 60));
alter table public.quote_signatures add constraint quote_signatures_agent_check CHECK ((length(agent) <= 400));
alter table public.quote_signatures add constraint quote_signatures_content_hash_check CHECK ((content_hash ~ '^[0-9a-f]{64}$'::text));
alter table public.quote_signatures add constraint quote_signatures_decision_check CHECK ((decision = ANY (ARRAY['accepted'::text, 'declined'::text])));
alter table public.quote_signatures add constraint quote_signatures_drawn_check CHECK ((octet_length(drawn) <= 200000));
alter table public.quote_signatures add constraint quote_signatures_link_by_fkey FOREIGN KEY (link_by) REFERENCES users(id);
alter table public.quote_signatures add constraint quote_signatures_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table public.quote_signatures add constraint quote_signatures_pkey PRIMARY KEY (id);
alter table public.quote_signatures add constraint quote_signatures_quote_id_fkey FOREIGN KEY (quote_id) REFERENCES quotes(id) ON DELETE CASCADE;
alter table public.quote_visits add constraint quote_visits_address_check CHECK ((length(address) <= 60));
alter table public.quote_visits add constraint quote_visits_agent_check CHECK ((length(agent) <= 400));
alter table public.quote_visits add constraint quote_visits_pkey PRIMARY KEY (id);
alter table public.quote_visits add constraint quote_visits_quote_id_fkey FOREIGN KEY (quote_id) REFERENCES quotes(id) ON DELETE CASCADE;
alter table public.quotes add constraint quotes_channel_check CHECK ((length(channel) <= 60));
alter table public.quotes add constraint quotes_check CHECK (((net_currency = currency) AND (tax_currency = currency) AND (total_currency = currency)));
alter table public.quotes add constraint quotes_check1 CHECK (((net + tax) = total));
alter table public.quotes add constraint quotes_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES parties(id);
alter table public.quotes add constraint quotes_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.quotes add constraint quotes_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table public.quotes add constraint quotes_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES parties(id);
alter table public.quotes add constraint quotes_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deals(id);
alter table public.quotes add constraint quotes_decided_by_check CHECK ((length(decided_by) <= 200));
alter table public.quotes add constraint quotes_decline_comment_check CHECK ((length(decline_comment) <= 1000));
alter table public.quotes add constraint quotes_discount_check CHECK (((discount >= (0)::numeric) AND (discount <= (100)::numeric)));
alter table public.quotes add constraint quotes_language_check CHECK ((language = ANY (ARRAY['en'::text, 'es'::text, 'ru'::text, 'bg'::text])));
alter table public.quotes add constraint quotes_number_check CHECK (((length(number) >= 1) AND (length(number) <= 60)));
alter table public.quotes add constraint quotes_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table public.quotes add constraint quotes_pkey PRIMARY KEY (id);
alter table public.quotes add constraint quotes_replaces_id_fkey FOREIGN KEY (replaces_id) REFERENCES quotes(id);
alter table public.quotes add constraint quotes_revision_check CHECK ((revision > 0));
alter table public.quotes add constraint quotes_rounding_check CHECK ((rounding = ANY (ARRAY['line'::text, 'document'::text])));
alter table public.quotes add constraint quotes_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'awaiting_approval'::text, 'approved'::text, 'sent'::text, 'accepted'::text, 'declined'::text, 'expired'::text, 'replaced'::text, 'withdrawn'::text])));
alter table public.quotes add constraint quotes_subject_check CHECK ((length(subject) <= 300));
alter table public.quotes add constraint quotes_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.receipts add constraint receipts_account_id_fkey FOREIGN KEY (account_id) REFERENCES channel_accounts(id) ON DELETE CASCADE;
alter table public.receipts add constraint receipts_account_id_source_id_key UNIQUE (account_id, source_id);
alter table public.receipts add constraint receipts_message_id_fkey FOREIGN KEY (message_id) REFERENCES messages(id) ON DELETE SET NULL;
alter table public.receipts add constraint receipts_pkey PRIMARY KEY (id);
alter table public.receipts add constraint receipts_source_id_check CHECK (((length(source_id) >= 1) AND (length(source_id) <= 1000)));
alter table public.receipts add constraint receipts_state_check CHECK ((state = ANY (ARRAY['stored'::text, 'settled'::text, 'unreadable'::text, 'known'::text, 'ignored'::text, 'deleted'::text])));
alter table public.record_shares add constraint record_shares_access_check CHECK ((access = ANY (ARRAY['read'::text, 'change'::text])));
alter table public.record_shares add constraint record_shares_check CHECK (((user_id IS NULL) <> (team_id IS NULL)));
alter table public.record_shares add constraint record_shares_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.record_shares add constraint record_shares_objects_check CHECK ((cardinality(objects) > 0));
alter table public.record_shares add constraint record_shares_pkey PRIMARY KEY (id);
alter table public.record_shares add constraint record_shares_record_id_team_id_key UNIQUE (record_id, team_id);
alter table public.record_shares add constraint record_shares_record_id_user_id_key UNIQUE (record_id, user_id);
alter table public.record_shares add constraint record_shares_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id) ON DELETE CASCADE;
alter table public.record_shares add constraint record_shares_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
alter table public.recycle_bin add constraint recycle_bin_pkey PRIMARY KEY (record_id);
alter table public.refunds add constraint refunds_amount_check CHECK ((amount > (0)::numeric));
alter table public.refunds add constraint refunds_check CHECK ((num_nonnulls(payment_id, credit_note_id) = 1));
alter table public.refunds add constraint refunds_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.refunds add constraint refunds_credit_note_id_fkey FOREIGN KEY (credit_note_id) REFERENCES invoices(id);
alter table public.refunds add constraint refunds_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments(id);
alter table public.refunds add constraint refunds_pkey PRIMARY KEY (id);
alter table public.refunds add constraint refunds_provider_reference_check CHECK ((length(provider_reference) <= 255));
alter table public.refunds add constraint refunds_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500)));
alter table public.refunds add constraint refunds_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.relations add constraint relations_check CHECK ((from_id <> to_id));
alter table public.relations add constraint relations_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.relations add constraint relations_from_id_fkey FOREIGN KEY (from_id) REFERENCES parties(id) ON DELETE CASCADE;
alter table public.relations add constraint relations_kind_check CHECK ((kind = ANY (ARRAY['works_at'::text, 'parent_company'::text, 'household'::text, 'partner_of'::text, 'supplier_of'::text, 'competitor_of'::text, 'referred_by'::text])));
alter table public.relations add constraint relations_pkey PRIMARY KEY (id);
alter table public.relations add constraint relations_to_id_fkey FOREIGN KEY (to_id) REFERENCES parties(id) ON DELETE CASCADE;
alter table public.relations add constraint relations_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.roles add constraint roles_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.roles add constraint roles_key_key UNIQUE (key);
alter table public.roles add constraint roles_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table public.roles add constraint roles_pkey PRIMARY KEY (id);
alter table public.roles add constraint roles_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.sales_profile_products add constraint sales_profile_products_pkey PRIMARY KEY (sales_profile_id, product_id);
alter table public.sales_profile_products add constraint sales_profile_products_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id);
alter table public.sales_profile_products add constraint sales_profile_products_sales_profile_id_fkey FOREIGN KEY (sales_profile_id) REFERENCES sales_profiles(id) ON DELETE CASCADE;
alter table public.sales_profiles add constraint sales_profiles_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.sales_profiles add constraint sales_profiles_most_open_check CHECK (((most_open >= 0) AND (most_open <= 100000)));
alter table public.sales_profiles add constraint sales_profiles_pkey PRIMARY KEY (id);
alter table public.sales_profiles add constraint sales_profiles_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.sales_profiles add constraint sales_profiles_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
alter table public.schedule_runs add constraint schedule_runs_pkey PRIMARY KEY (id);
alter table public.schedule_runs add constraint schedule_runs_schedule_id_due_at_key UNIQUE (schedule_id, due_at);
alter table public.schedule_runs add constraint schedule_runs_schedule_id_fkey FOREIGN KEY (schedule_id) REFERENCES schedules(id) ON DELETE CASCADE;
alter table public.schedule_runs add constraint schedule_runs_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text])));
alter table public.schedule_taken add constraint schedule_taken_pkey PRIMARY KEY (schedule_id, name, sha256);
alter table public.schedule_taken add constraint schedule_taken_schedule_id_fkey FOREIGN KEY (schedule_id) REFERENCES schedules(id) ON DELETE CASCADE;
alter table public.schedules add constraint schedules_check CHECK (((next_at IS NULL) = (off_reason IS NOT NULL)));
alter table public.schedules add constraint schedules_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.schedules add constraint schedules_kind_check CHECK ((kind = ANY (ARRAY['export'::text, 'import'::text])));
alter table public.schedules add constraint schedules_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)));
alter table public.schedules add constraint schedules_off_reason_check CHECK ((off_reason = ANY (ARRAY['by_hand'::text, 'failing'::text])));
alter table public.schedules add constraint schedules_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table public.schedules add constraint schedules_pkey PRIMARY KEY (id);
alter table public.schedules add constraint schedules_place_id_fkey FOREIGN KEY (place_id) REFERENCES places(id);
alter table public.schedules add constraint schedules_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.schema_migrations add constraint schema_migrations_pkey PRIMARY KEY (number);
alter table public.sellers add constraint sellers_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.sellers add constraint sellers_only_one_check CHECK (only_one);
alter table public.sellers add constraint sellers_only_one_key UNIQUE (only_one);
alter table public.sellers add constraint sellers_pkey PRIMARY KEY (id);
alter table public.sellers add constraint sellers_tax_country_check CHECK ((tax_country ~ '^[A-Z]{2}$'::text));
alter table public.sellers add constraint sellers_tax_in_prices_check CHECK ((tax_in_prices = ANY (ARRAY['by_country'::text, 'included'::text, 'on_top'::text])));
alter table public.sellers add constraint sellers_tax_rounding_check CHECK ((tax_rounding = ANY (ARRAY['by_country'::text, 'line'::text, 'document'::text])));
alter table public.sellers add constraint sellers_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.service_levels add constraint service_levels_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES business_calendars(id);
alter table public.service_levels add constraint service_levels_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.service_levels add constraint service_levels_escalate_to_id_fkey FOREIGN KEY (escalate_to_id) REFERENCES users(id);
alter table public.service_levels add constraint service_levels_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table public.service_levels add constraint service_levels_pkey PRIMARY KEY (id);
alter table public.service_levels add constraint service_levels_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.service_levels add constraint service_levels_warn_minutes_check CHECK ((warn_minutes >= 0));
alter table public.service_targets add constraint service_targets_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.service_targets add constraint service_targets_first_answer_check CHECK (((first_answer >= 1) AND (first_answer <= 525600)));
alter table public.service_targets add constraint service_targets_next_answer_check CHECK (((next_answer >= 1) AND (next_answer <= 525600)));
alter table public.service_targets add constraint service_targets_pkey PRIMARY KEY (id);
alter table public.service_targets add constraint service_targets_priority_check CHECK ((priority = ANY (ARRAY['low'::text, 'normal'::text, 'high'::text, 'urgent'::text])));
alter table public.service_targets add constraint service_targets_service_level_id_fkey FOREIGN KEY (service_level_id) REFERENCES service_levels(id) ON DELETE CASCADE;
alter table public.service_targets add constraint service_targets_solution_check CHECK (((solution >= 1) AND (solution <= 525600)));
alter table public.service_targets add constraint service_targets_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.shop_carts add constraint shop_carts_buyer_id_fkey FOREIGN KEY (buyer_id) REFERENCES parties(id) ON DELETE SET NULL;
alter table public.shop_carts add constraint shop_carts_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.shop_carts add constraint shop_carts_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table public.shop_carts add constraint shop_carts_lines_check CHECK (((jsonb_typeof(lines) = 'array'::text) AND (jsonb_array_length(lines) <= 200)));
alter table public.shop_carts add constraint shop_carts_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id) ON DELETE CASCADE;
alter table public.shop_carts add constraint shop_carts_order_id_key UNIQUE (order_id);
alter table public.shop_carts add constraint shop_carts_pkey PRIMARY KEY (id);
alter table public.stage_changes add constraint stage_changes_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.stage_changes add constraint stage_changes_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deals(id) ON DELETE CASCADE;
alter table public.stage_changes add constraint stage_changes_pkey PRIMARY KEY (id);
alter table public.stage_changes add constraint stage_changes_stage_id_fkey FOREIGN KEY (stage_id) REFERENCES stages(id);
alter table public.stage_changes add constraint stage_changes_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.stage_requirements add constraint stage_requirements_check CHECK (
CASE kind
    WHEN 'field'::text THEN (field IS NOT NULL)
    ELSE (text IS NOT NULL)
END);
alter table public.stage_requirements add constraint stage_requirements_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.stage_requirements add constraint stage_requirements_field_check CHECK (((length(field) >= 1) AND (length(field) <= 63)));
alter table public.stage_requirements add constraint stage_requirements_kind_check CHECK ((kind = ANY (ARRAY['field'::text, 'check'::text])));
alter table public.stage_requirements add constraint stage_requirements_pkey PRIMARY KEY (id);
alter table public.stage_requirements add constraint stage_requirements_stage_id_fkey FOREIGN KEY (stage_id) REFERENCES stages(id) ON DELETE CASCADE;
alter table public.stage_requirements add constraint stage_requirements_text_check CHECK (((length(text) >= 1) AND (length(text) <= 200)));
alter table public.stage_requirements add constraint stage_requirements_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.stages add constraint stages_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.stages add constraint stages_days_limit_check CHECK (((days_limit >= 1) AND (days_limit <= 3650)));
alter table public.stages add constraint stages_kind_check CHECK ((kind = ANY (ARRAY['open'::text, 'won'::text, 'lost'::text])));
alter table public.stages add constraint stages_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table public.stages add constraint stages_pipeline_id_fkey FOREIGN KEY (pipeline_id) REFERENCES pipelines(id) ON DELETE CASCADE;
alter table public.stages add constraint stages_pkey PRIMARY KEY (id);
alter table public.stages add constraint stages_probability_check CHECK (((probability >= (0)::numeric) AND (probability <= (100)::numeric)));
alter table public.stages add constraint stages_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.stock_levels add constraint stock_levels_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.stock_levels add constraint stock_levels_pkey PRIMARY KEY (id);
alter table public.stock_levels add constraint stock_levels_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id);
alter table public.stock_levels add constraint stock_levels_product_id_warehouse_id_key UNIQUE (product_id, warehouse_id);
alter table public.stock_levels add constraint stock_levels_quantity_check CHECK ((quantity >= (0)::numeric));
alter table public.stock_levels add constraint stock_levels_reserved_check CHECK ((reserved >= (0)::numeric));
alter table public.stock_levels add constraint stock_levels_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.stock_levels add constraint stock_levels_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES warehouses(id);
alter table public.stock_movements add constraint stock_movements_balance_check CHECK ((balance >= (0)::numeric));
alter table public.stock_movements add constraint stock_movements_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.stock_movements add constraint stock_movements_kind_check CHECK ((kind = ANY (ARRAY['receipt'::text, 'issue'::text, 'delivery'::text, 'return'::text, 'count'::text, 'transfer'::text])));
alter table public.stock_movements add constraint stock_movements_pkey PRIMARY KEY (id);
alter table public.stock_movements add constraint stock_movements_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id);
alter table public.stock_movements add constraint stock_movements_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.stock_movements add constraint stock_movements_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES warehouses(id);
alter table public.subscription_lines add constraint subscription_lines_check CHECK (((until_on IS NULL) OR (until_on >= from_on)));
alter table public.subscription_lines add constraint subscription_lines_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.subscription_lines add constraint subscription_lines_description_check CHECK (((length(description) >= 1) AND (length(description) <= 2000)));
alter table public.subscription_lines add constraint subscription_lines_discount_check CHECK (((discount >= (0)::numeric) AND (discount <= (100)::numeric)));
alter table public.subscription_lines add constraint subscription_lines_pkey PRIMARY KEY (id);
alter table public.subscription_lines add constraint subscription_lines_price_check CHECK (((price >= (0)::numeric) AND (price < ('1000000000000'::bigint)::numeric)));
alter table public.subscription_lines add constraint subscription_lines_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id);
alter table public.subscription_lines add constraint subscription_lines_quantity_check CHECK (((quantity > (0)::numeric) AND (quantity < (1000000000)::numeric)));
alter table public.subscription_lines add constraint subscription_lines_subscription_id_fkey FOREIGN KEY (subscription_id) REFERENCES subscriptions(id) ON DELETE CASCADE;
alter table public.subscription_lines add constraint subscription_lines_tax_class_check CHECK ((length(tax_class) <= 60));
alter table public.subscription_lines add constraint subscription_lines_unit_check CHECK ((length(unit) <= 40));
alter table public.subscription_lines add constraint subscription_lines_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.subscription_pauses add constraint subscription_pauses_check CHECK (((until_on IS NULL) OR (until_on >= from_on)));
alter table public.subscription_pauses add constraint subscription_pauses_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.subscription_pauses add constraint subscription_pauses_pkey PRIMARY KEY (id);
alter table public.subscription_pauses add constraint subscription_pauses_reason_check CHECK ((length(reason) <= 500));
alter table public.subscription_pauses add constraint subscription_pauses_subscription_id_fkey FOREIGN KEY (subscription_id) REFERENCES subscriptions(id) ON DELETE CASCADE;
alter table public.subscription_pauses add constraint subscription_pauses_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.subscription_periods add constraint subscription_periods_check CHECK ((until_on >= from_on));
alter table public.subscription_periods add constraint subscription_periods_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES invoices(id);
alter table public.subscription_periods add constraint subscription_periods_pkey PRIMARY KEY (subscription_id, from_on);
alter table public.subscription_periods add constraint subscription_periods_subscription_id_fkey FOREIGN KEY (subscription_id) REFERENCES subscriptions(id) ON DELETE CASCADE;
alter table public.subscriptions add constraint subscriptions_cancel_reason_check CHECK ((length(cancel_reason) <= 500));
alter table public.subscriptions add constraint subscriptions_check CHECK (((trial_ends_on IS NULL) OR (trial_ends_on >= starts_on)));
alter table public.subscriptions add constraint subscriptions_check1 CHECK (((ends_on IS NULL) OR (ends_on >= (starts_on - 1))));
alter table public.subscriptions add constraint subscriptions_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES parties(id);
alter table public.subscriptions add constraint subscriptions_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id);
alter table public.subscriptions add constraint subscriptions_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.subscriptions add constraint subscriptions_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text));
alter table public.subscriptions add constraint subscriptions_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES parties(id);
alter table public.subscriptions add constraint subscriptions_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deals(id);
alter table public.subscriptions add constraint subscriptions_every_check CHECK ((every = ANY (ARRAY['month'::text, 'quarter'::text, 'year'::text])));
alter table public.subscriptions add constraint subscriptions_name_check CHECK (((length(name) >= 1) AND (length(name) <= 300)));
alter table public.subscriptions add constraint subscriptions_number_check CHECK (((length(number) >= 1) AND (length(number) <= 60)));
alter table public.subscriptions add constraint subscriptions_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table public.subscriptions add constraint subscriptions_payment_days_check CHECK (((payment_days >= 0) AND (payment_days <= 365)));
alter table public.subscriptions add constraint subscriptions_pkey PRIMARY KEY (id);
alter table public.subscriptions add constraint subscriptions_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'active'::text, 'paused'::text, 'cancelled'::text, 'ended'::text])));
alter table public.subscriptions add constraint subscriptions_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.sync_items add constraint sync_items_body_check CHECK ((length(body) <= 2000000));
alter table public.sync_items add constraint sync_items_name_check CHECK (((length(name) >= 1) AND (length(name) <= 400)));
alter table public.sync_items add constraint sync_items_object_check CHECK ((object = ANY (ARRAY['task'::text, 'person'::text])));
alter table public.sync_items add constraint sync_items_pkey PRIMARY KEY (record_id);
alter table public.sync_items add constraint sync_items_uid_check CHECK (((length(uid) >= 1) AND (length(uid) <= 1000)));
alter table public.sync_items add constraint sync_items_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
alter table public.targets add constraint targets_category_id_fkey FOREIGN KEY (category_id) REFERENCES product_categories(id) ON DELETE CASCADE;
alter table public.targets add constraint targets_check CHECK ((num_nonnulls(user_id, team_id) <= 1));
alter table public.targets add constraint targets_check1 CHECK ((num_nonnulls(product_id, category_id) <= 1));
alter table public.targets add constraint targets_check2 CHECK ((starts_on = (date_trunc(unit, (starts_on)::timestamp with time zone))::date));
alter table public.targets add constraint targets_measure_check CHECK ((measure = ANY (ARRAY['amount'::text, 'count'::text])));
alter table public.targets add constraint targets_pkey PRIMARY KEY (id);
alter table public.targets add constraint targets_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id) ON DELETE CASCADE;
alter table public.targets add constraint targets_set_by_fkey FOREIGN KEY (set_by) REFERENCES users(id);
alter table public.targets add constraint targets_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id) ON DELETE CASCADE;
alter table public.targets add constraint targets_unit_check CHECK ((unit = ANY (ARRAY['month'::text, 'quarter'::text, 'year'::text])));
alter table public.targets add constraint targets_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
alter table public.targets add constraint targets_value_check CHECK ((value > (0)::numeric));
alter table public.tasks add constraint tasks_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.tasks add constraint tasks_deal_id_fkey FOREIGN KEY (deal_id) REFERENCES deals(id);
alter table public.tasks add constraint tasks_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table public.tasks add constraint tasks_party_id_fkey FOREIGN KEY (party_id) REFERENCES parties(id);
alter table public.tasks add constraint tasks_pkey PRIMARY KEY (id);
alter table public.tasks add constraint tasks_subject_check CHECK (((length(subject) >= 1) AND (length(subject) <= 300)));
alter table public.tasks add constraint tasks_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.tax_rates add constraint tax_rates_check CHECK ((valid_until >= valid_from));
alter table public.tax_rates add constraint tax_rates_country_check CHECK ((country ~ '^[A-Z]{2}$'::text));
alter table public.tax_rates add constraint tax_rates_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.tax_rates add constraint tax_rates_pkey PRIMARY KEY (id);
alter table public.tax_rates add constraint tax_rates_rate_check CHECK (((rate >= (0)::numeric) AND (rate <= (100)::numeric)));
alter table public.tax_rates add constraint tax_rates_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.teams add constraint teams_manager_id_fkey FOREIGN KEY (manager_id) REFERENCES users(id);
alter table public.teams add constraint teams_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table public.teams add constraint teams_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES teams(id);
alter table public.teams add constraint teams_pkey PRIMARY KEY (id);
alter table public.telephone_edge add constraint telephone_edge_only_one_check CHECK (only_one);
alter table public.telephone_edge add constraint telephone_edge_pkey PRIMARY KEY (only_one);
alter table public.telephone_edge add constraint telephone_edge_socket_port_check CHECK (((socket_port >= 1) AND (socket_port <= 65535)));
alter table public.telephone_edge add constraint telephone_edge_state_check CHECK ((state = ANY (ARRAY['begins'::text, 'runs'::text, 'no_programs'::text])));
alter table public.territories add constraint territories_condition_check CHECK (((length(condition) >= 1) AND (length(condition) <= 10000)));
alter table public.territories add constraint territories_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.territories add constraint territories_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table public.territories add constraint territories_pkey PRIMARY KEY (id);
alter table public.territories add constraint territories_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.territory_users add constraint territory_users_pkey PRIMARY KEY (territory_id, user_id);
alter table public.territory_users add constraint territory_users_territory_id_fkey FOREIGN KEY (territory_id) REFERENCES territories(id) ON DELETE CASCADE;
alter table public.territory_users add constraint territory_users_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
alter table public.ticket_deadlines add constraint ticket_deadlines_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.ticket_deadlines add constraint ticket_deadlines_kind_check CHECK ((kind = ANY (ARRAY['first_answer'::text, 'next_answer'::text, 'solution'::text])));
alter table public.ticket_deadlines add constraint ticket_deadlines_pkey PRIMARY KEY (id);
alter table public.ticket_deadlines add constraint ticket_deadlines_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets(id) ON DELETE CASCADE;
alter table public.ticket_deadlines add constraint ticket_deadlines_ticket_id_kind_started_at_key UNIQUE (ticket_id, kind, started_at);
alter table public.ticket_deadlines add constraint ticket_deadlines_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.ticket_status_changes add constraint ticket_status_changes_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.ticket_status_changes add constraint ticket_status_changes_kind_check CHECK ((kind = ANY (ARRAY['new'::text, 'open'::text, 'waiting'::text, 'on_hold'::text, 'solved'::text, 'closed'::text])));
alter table public.ticket_status_changes add constraint ticket_status_changes_pkey PRIMARY KEY (id);
alter table public.ticket_status_changes add constraint ticket_status_changes_status_id_fkey FOREIGN KEY (status_id) REFERENCES ticket_statuses(id);
alter table public.ticket_status_changes add constraint ticket_status_changes_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets(id) ON DELETE CASCADE;
alter table public.ticket_status_changes add constraint ticket_status_changes_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.ticket_statuses add constraint ticket_statuses_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.ticket_statuses add constraint ticket_statuses_kind_check CHECK ((kind = ANY (ARRAY['new'::text, 'open'::text, 'waiting'::text, 'on_hold'::text, 'solved'::text, 'closed'::text])));
alter table public.ticket_statuses add constraint ticket_statuses_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table public.ticket_statuses add constraint ticket_statuses_pkey PRIMARY KEY (id);
alter table public.ticket_statuses add constraint ticket_statuses_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.tickets add constraint tickets_came_hour_check CHECK (((came_hour >= 0) AND (came_hour <= 23)));
alter table public.tickets add constraint tickets_check CHECK ((parent_id <> id));
alter table public.tickets add constraint tickets_check1 CHECK ((problem_id <> id));
alter table public.tickets add constraint tickets_check2 CHECK ((merged_into_id <> id));
alter table public.tickets add constraint tickets_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES parties(id);
alter table public.tickets add constraint tickets_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES contracts(id);
alter table public.tickets add constraint tickets_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id);
alter table public.tickets add constraint tickets_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.tickets add constraint tickets_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES parties(id);
alter table public.tickets add constraint tickets_first_answer_minutes_check CHECK ((first_answer_minutes >= 0));
alter table public.tickets add constraint tickets_installed_product_id_fkey FOREIGN KEY (installed_product_id) REFERENCES installed_products(id);
alter table public.tickets add constraint tickets_merged_into_id_fkey FOREIGN KEY (merged_into_id) REFERENCES tickets(id);
alter table public.tickets add constraint tickets_number_key UNIQUE (number);
alter table public.tickets add constraint tickets_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders(id);
alter table public.tickets add constraint tickets_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table public.tickets add constraint tickets_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES tickets(id);
alter table public.tickets add constraint tickets_pkey PRIMARY KEY (id);
alter table public.tickets add constraint tickets_priority_check CHECK ((priority = ANY (ARRAY['low'::text, 'normal'::text, 'high'::text, 'urgent'::text])));
alter table public.tickets add constraint tickets_problem_id_fkey FOREIGN KEY (problem_id) REFERENCES tickets(id);
alter table public.tickets add constraint tickets_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id);
alter table public.tickets add constraint tickets_queue_id_fkey FOREIGN KEY (queue_id) REFERENCES queues(id);
alter table public.tickets add constraint tickets_satisfaction_check CHECK (((satisfaction >= 1) AND (satisfaction <= 5)));
alter table public.tickets add constraint tickets_satisfaction_comment_check CHECK ((length(satisfaction_comment) <= 2000));
alter table public.tickets add constraint tickets_service_level_id_fkey FOREIGN KEY (service_level_id) REFERENCES service_levels(id);
alter table public.tickets add constraint tickets_solution_minutes_check CHECK ((solution_minutes >= 0));
alter table public.tickets add constraint tickets_status_id_fkey FOREIGN KEY (status_id) REFERENCES ticket_statuses(id);
alter table public.tickets add constraint tickets_subject_check CHECK (((length(subject) >= 1) AND (length(subject) <= 300)));
alter table public.tickets add constraint tickets_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.time_entries add constraint time_entries_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.time_entries add constraint time_entries_minutes_check CHECK (((minutes >= 1) AND (minutes <= 1440)));
alter table public.time_entries add constraint time_entries_note_check CHECK ((length(note) <= 500));
alter table public.time_entries add constraint time_entries_pkey PRIMARY KEY (id);
alter table public.time_entries add constraint time_entries_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets(id) ON DELETE CASCADE;
alter table public.time_entries add constraint time_entries_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.time_entries add constraint time_entries_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
alter table public.user_roles add constraint user_roles_pkey PRIMARY KEY (user_id, role_id);
alter table public.user_roles add constraint user_roles_role_id_fkey FOREIGN KEY (role_id) REFERENCES roles(id) ON DELETE CASCADE;
alter table public.user_roles add constraint user_roles_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
alter table public.users add constraint users_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.users add constraint users_email_check CHECK ((email = lower(email)));
alter table public.users add constraint users_locale_check CHECK ((locale = ANY (ARRAY['en'::text, 'es'::text, 'ru'::text, 'bg'::text])));
alter table public.users add constraint users_manager_id_fkey FOREIGN KEY (manager_id) REFERENCES users(id);
alter table public.users add constraint users_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table public.users add constraint users_pkey PRIMARY KEY (id);
alter table public.users add constraint users_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id);
alter table public.users add constraint users_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.variant_values add constraint variant_values_attribute_check CHECK (((length(attribute) >= 1) AND (length(attribute) <= 60)));
alter table public.variant_values add constraint variant_values_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.variant_values add constraint variant_values_pkey PRIMARY KEY (id);
alter table public.variant_values add constraint variant_values_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id) ON DELETE CASCADE;
alter table public.variant_values add constraint variant_values_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.variant_values add constraint variant_values_value_check CHECK (((length(value) >= 1) AND (length(value) <= 60)));
alter table public.view_defaults add constraint view_defaults_pkey PRIMARY KEY (user_id, object);
alter table public.view_defaults add constraint view_defaults_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
alter table public.view_defaults add constraint view_defaults_view_id_fkey FOREIGN KEY (view_id) REFERENCES views(id) ON DELETE CASCADE;
alter table public.view_pins add constraint view_pins_pkey PRIMARY KEY (user_id, view_id);
alter table public.view_pins add constraint view_pins_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE;
alter table public.view_pins add constraint view_pins_view_id_fkey FOREIGN KEY (view_id) REFERENCES views(id) ON DELETE CASCADE;
alter table public.viewings add constraint viewings_check CHECK ((viewer_id <> viewed_id));
alter table public.viewings add constraint viewings_pkey PRIMARY KEY (id);
alter table public.viewings add constraint viewings_session_id_fkey FOREIGN KEY (session_id) REFERENCES auth.session(id) ON DELETE SET NULL;
alter table public.viewings add constraint viewings_viewed_id_fkey FOREIGN KEY (viewed_id) REFERENCES users(id);
alter table public.viewings add constraint viewings_viewer_id_fkey FOREIGN KEY (viewer_id) REFERENCES users(id);
alter table public.views add constraint views_audience_check CHECK ((NOT (shared AND (team_id IS NOT NULL))));
alter table public.views add constraint views_folder_check CHECK (((length(folder) >= 1) AND (length(folder) <= 60)));
alter table public.views add constraint views_kind_check CHECK ((kind = ANY (ARRAY['table'::text, 'board'::text, 'calendar'::text, 'gallery'::text])));
alter table public.views add constraint views_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)));
alter table public.views add constraint views_opens_check CHECK (((NOT opens) OR shared OR (team_id IS NOT NULL)));
alter table public.views add constraint views_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table public.views add constraint views_pkey PRIMARY KEY (id);
alter table public.views add constraint views_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id);
alter table public.warehouses add constraint warehouses_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.warehouses add constraint warehouses_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table public.warehouses add constraint warehouses_pkey PRIMARY KEY (id);
alter table public.warehouses add constraint warehouses_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.web_forms add constraint web_forms_account_id_fkey FOREIGN KEY (account_id) REFERENCES channel_accounts(id) ON DELETE CASCADE;
alter table public.web_forms add constraint web_forms_pkey PRIMARY KEY (account_id);
alter table public.webhook_attempts add constraint webhook_attempts_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES webhook_deliveries(id) ON DELETE CASCADE;
alter table public.webhook_attempts add constraint webhook_attempts_pkey PRIMARY KEY (id);
alter table public.webhook_deliveries add constraint webhook_deliveries_pkey PRIMARY KEY (id);
alter table public.webhook_deliveries add constraint webhook_deliveries_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'failed'::text, 'skipped'::text])));
alter table public.webhook_deliveries add constraint webhook_deliveries_webhook_id_event_sequence_object_part_key UNIQUE (webhook_id, event_sequence, object, part);
alter table public.webhook_deliveries add constraint webhook_deliveries_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES webhooks(id) ON DELETE CASCADE;
alter table public.webhook_sender add constraint webhook_sender_only_one_check CHECK (only_one);
alter table public.webhook_sender add constraint webhook_sender_pkey PRIMARY KEY (only_one);
alter table public.webhooks add constraint webhooks_address_check CHECK ((length(address) <= 2000));
alter table public.webhooks add constraint webhooks_check CHECK (((off_at IS NULL) = (off_reason IS NULL)));
alter table public.webhooks add constraint webhooks_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.webhooks add constraint webhooks_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table public.webhooks add constraint webhooks_off_reason_check CHECK ((off_reason = ANY (ARRAY['by_hand'::text, 'gone'::text, 'failing'::text, 'left'::text, 'filter'::text, 'secret'::text])));
alter table public.webhooks add constraint webhooks_payload_check CHECK ((payload = ANY (ARRAY['ids'::text, 'records'::text])));
alter table public.webhooks add constraint webhooks_pkey PRIMARY KEY (id);
alter table public.webhooks add constraint webhooks_role_id_fkey FOREIGN KEY (role_id) REFERENCES roles(id);
alter table public.webhooks add constraint webhooks_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.webhooks add constraint webhooks_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);
alter table public.working_times add constraint working_times_check CHECK ((opens < closes));
alter table public.working_times add constraint working_times_closes_check CHECK ((closes ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'::text));
alter table public.working_times add constraint working_times_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id);
alter table public.working_times add constraint working_times_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)));
alter table public.working_times add constraint working_times_opens_check CHECK ((opens ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'::text));
alter table public.working_times add constraint working_times_pkey PRIMARY KEY (id);
alter table public.working_times add constraint working_times_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams(id);
alter table public.working_times add constraint working_times_time_zone_check CHECK ((length(time_zone) <= 60));
alter table public.working_times add constraint working_times_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id);
alter table public.working_times add constraint working_times_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id);

CREATE INDEX accounts_of_user ON auth.account USING btree ("userId");
CREATE INDEX sessions_of_user ON auth.session USING btree ("userId");
CREATE INDEX verification_identifier ON auth.verification USING btree (identifier);
CREATE INDEX agents_state ON public.agents USING btree (state, id) WHERE (archived_at IS NULL);
CREATE UNIQUE INDEX agents_user ON public.agents USING btree (user_id);
CREATE INDEX api_keys_user ON public.api_keys USING btree (user_id);
CREATE INDEX app_passwords_user ON public.app_passwords USING btree (user_id) WHERE (revoked_at IS NULL);
CREATE UNIQUE INDEX article_versions_current ON public.article_versions USING btree (article_id) WHERE current;
CREATE INDEX article_versions_words ON public.article_versions USING gin (words) WHERE current;
CREATE INDEX articles_category ON public.articles USING btree (category_id) WHERE (category_id IS NOT NULL);
CREATE INDEX articles_owner ON public.articles USING btree (owner_id) WHERE (owner_id IS NOT NULL);
CREATE INDEX articles_title ON public.articles USING btree (title, id) WHERE (archived_at IS NULL);
CREATE INDEX articles_translation ON public.articles USING btree (translation_of_id) WHERE (translation_of_id IS NOT NULL);
CREATE INDEX articles_words ON public.articles USING gin (search_words) WITH (gin_pending_list_limit='256');
CREATE INDEX assignment_rules_team ON public.assignment_rules USING btree (team_id);
CREATE INDEX assignment_rules_user ON public.assignment_rules USING btree (user_id);
CREATE INDEX bank_accounts_name ON public.bank_accounts USING btree (name, id) WHERE (archived_at IS NULL);
CREATE UNIQUE INDEX bank_accounts_number ON public.bank_accounts USING btree (number) WHERE (archived_at IS NULL);
CREATE INDEX bank_accounts_number_folded ON public.bank_accounts USING btree (lower(number) COLLATE "C");
CREATE INDEX bank_accounts_words ON public.bank_accounts USING gin (search_words) WITH (gin_pending_list_limit='256');
CREATE INDEX bank_statements_created ON public.bank_statements USING btree (created_at, id) WHERE (archived_at IS NULL);
CREATE UNIQUE INDEX bank_statements_mark ON public.bank_statements USING btree (account_id, mark);
CREATE INDEX bank_statements_words ON public.bank_statements USING gin (search_words) WITH (gin_pending_list_limit='256');
CREATE INDEX bank_transactions_booked ON public.bank_transactions USING btree (booked_on DESC NULLS LAST, id DESC) WHERE (archived_at IS NULL);
CREATE INDEX bank_transactions_day ON public.bank_transactions USING btree (account_id, booked_on);
CREATE INDEX bank_transactions_in_order ON public.bank_transactions USING btree (booked_on, id) WHERE (archived_at IS NULL);
CREATE UNIQUE INDEX bank_transactions_once ON public.bank_transactions USING btree (account_id, mark);
CREATE UNIQUE INDEX bank_transactions_payment ON public.bank_transactions USING btree (payment_id);
CREATE INDEX bank_transactions_state ON public.bank_transactions USING btree (state, booked_on DESC NULLS LAST, id DESC) WHERE (archived_at IS NULL);
CREATE INDEX bank_transactions_state_in_order ON public.bank_transactions USING btree (state, booked_on, id) WHERE (archived_at IS NULL);
CREATE INDEX bank_transactions_statement ON public.bank_transactions USING btree (statement_id);
CREATE INDEX bank_transactions_words ON public.bank_transactions USING gin (search_words) WITH (gin_pending_list_limit='256');
CREATE UNIQUE INDEX bundle_parts_once ON public.bundle_parts USING btree (bundle_id, part_id) WHERE (archived_at IS NULL);
CREATE INDEX bundle_parts_part ON public.bundle_parts USING btree (part_id);
CREATE INDEX business_hours_calendar ON public.business_hours USING btree (calendar_id);
CREATE INDEX calendar_connections_due ON public.calendar_connections USING btree (next_look_at) WHERE (NOT paused);
CREATE INDEX calendar_connections_user ON public.calendar_connections USING btree (user_id);
CREATE UNIQUE INDEX calendar_feeds_kind ON public.calendar_feeds USING btree (user_id, kind) WHERE (revoked_at IS NULL);
CREATE INDEX call_events_agent ON public.call_events USING btree (agent_id) WHERE (agent_id IS NOT NULL);
CREATE INDEX call_events_begun ON public.call_events USING btree (agent_id, at) WHERE ((kind = 'new'::text) AND (agent_id IS NOT NULL));
CREATE INDEX calls_agent ON public.calls USING btree (agent_id, started_at DESC) WHERE (agent_id IS NOT NULL);
CREATE INDEX calls_conversation ON public.calls USING btree (conversation_id);
CREATE INDEX calls_message ON public.calls USING btree (message_id) WHERE (message_id IS NOT NULL);
CREATE INDEX calls_recording ON public.calls USING btree (recording_id) WHERE (recording_id IS NOT NULL);
CREATE INDEX calls_running ON public.calls USING btree (updated_at) WHERE (state <> 'ended'::text);
CREATE INDEX calls_started ON public.calls USING btree (started_at DESC NULLS LAST, id DESC) WHERE (archived_at IS NULL);
CREATE INDEX calls_to_record ON public.calls USING btree (id) WHERE (recording_at IS NOT NULL);
CREATE INDEX calls_unsettled ON public.calls USING btree (ended_at) WHERE ((state = 'ended'::text) AND (settled_at IS NULL));
CREATE INDEX canned_answers_name ON public.canned_answers USING btree (name, id) WHERE (archived_at IS NULL);
CREATE INDEX canned_answers_queue ON public.canned_answers USING btree (queue_id) WHERE (queue_id IS NOT NULL);
CREATE INDEX canned_answers_user ON public.canned_answers USING btree (user_id) WHERE (user_id IS NOT NULL);
CREATE INDEX chance_weights_stage ON public.chance_weights USING btree (stage_id);
CREATE INDEX chance_weights_user ON public.chance_weights USING btree (user_id);
CREATE INDEX channel_accounts_kind ON public.channel_accounts USING btree (kind) WHERE (archived_at IS NULL);
CREATE UNIQUE INDEX channel_accounts_mailbox ON public.channel_accounts USING btree (lower(address)) WHERE ((kind = 'mailbox'::text) AND (archived_at IS NULL));
CREATE INDEX channel_accounts_name ON public.channel_accounts USING btree (name, id) WHERE (archived_at IS NULL);
CREATE INDEX channel_accounts_queue ON public.channel_accounts USING btree (queue_id) WHERE (queue_id IS NOT NULL);
CREATE INDEX channel_accounts_user ON public.channel_accounts USING btree (user_id) WHERE (user_id IS NOT NULL);
CREATE INDEX chat_lines_hidden ON public.chat_lines USING btree (session_id, sequence) WHERE hidden;
CREATE UNIQUE INDEX chat_lines_message ON public.chat_lines USING btree (message_id, session_id);
CREATE INDEX chat_sessions_account ON public.chat_sessions USING btree (account_id);
CREATE UNIQUE INDEX chat_sessions_identity ON public.chat_sessions USING btree (account_id, identity) WHERE (identity IS NOT NULL);
CREATE INDEX chat_sessions_unheard ON public.chat_sessions USING btree (seen_at) WHERE ((email IS NOT NULL) AND (last_sequence > GREATEST(delivered_to, mailed_to)));
CREATE INDEX chat_tokens_session ON public.chat_tokens USING btree (session_id);
CREATE INDEX commission_members_user ON public.commission_members USING btree (user_id);
CREATE INDEX commission_rows_deal ON public.commission_rows USING btree (deal_id);
CREATE INDEX commission_rows_entry ON public.commission_rows USING btree (entry);
CREATE INDEX commission_statements_user ON public.commission_statements USING btree (user_id);
CREATE INDEX connected_entries_record ON public.connected_entries USING btree (record_id);
CREATE INDEX connected_entries_uid ON public.connected_entries USING btree (md5(uid));
CREATE INDEX consents_created ON public.consents USING btree (created_at, id) WHERE (archived_at IS NULL);
CREATE INDEX consents_party ON public.consents USING btree (party_id, created_at DESC);
CREATE UNIQUE INDEX contact_points_of_party ON public.contact_points USING btree (party_id, kind, (
CASE
    WHEN (main AND (archived_at IS NULL)) THEN NULL::uuid
    ELSE id
END)) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX contact_points_once ON public.contact_points USING btree (kind, normalised, party_id) WHERE (archived_at IS NULL);
CREATE INDEX contact_points_words ON public.contact_points USING gin (search_words) WITH (gin_pending_list_limit='256') WHERE (search_words IS NOT NULL);
CREATE INDEX contract_documents_contract ON public.contract_documents USING btree (contract_id);
CREATE INDEX contract_documents_created ON public.contract_documents USING btree (created_at, id) WHERE (archived_at IS NULL);
CREATE INDEX contract_documents_file ON public.contract_documents USING btree (file_id);
CREATE INDEX contract_notices_task ON public.contract_notices USING btree (task_id);
CREATE INDEX contracts_contact ON public.contracts USING btree (contact_id);
CREATE INDEX contracts_created ON public.contracts USING btree (created_at, id) WHERE (archived_at IS NULL);
CREATE INDEX contracts_customer ON public.contracts USING btree (customer_id);
CREATE INDEX contracts_deal ON public.contracts USING btree (deal_id);
CREATE INDEX contracts_document ON public.contracts USING btree (document_id);
CREATE INDEX contracts_ends_on ON public.contracts USING btree (ends_on, id) WHERE (archived_at IS NULL);
CREATE INDEX contracts_notice ON public.contracts USING btree (notice_until, id) WHERE ((archived_at IS NULL) AND (state = 'active'::text));
CREATE INDEX contracts_notice_until ON public.contracts USING btree (notice_until, id) WHERE (archived_at IS NULL);
CREATE UNIQUE INDEX contracts_number ON public.contracts USING btree (number);
CREATE INDEX contracts_number_folded ON public.contracts USING btree (lower(number) COLLATE "C");
CREATE INDEX contracts_owner ON public.contracts USING btree (owner_id, ends_on, id);
CREATE INDEX contracts_state ON public.contracts USING btree (state, ends_on, id) WHERE (archived_at IS NULL);
CREATE INDEX contracts_words ON public.contracts USING gin (search_words) WITH (gin_pending_list_limit='256');
CREATE INDEX conversation_drafts_changed_by ON public.conversation_drafts USING btree (changed_by);
CREATE INDEX conversation_followers_user ON public.conversation_followers USING btree (user_id, conversation_id);
CREATE INDEX conversation_keys_conversation ON public.conversation_keys USING btree (conversation_id);
CREATE INDEX conversation_merges_by ON public.conversation_merges USING btree (by);
CREATE UNIQUE INDEX conversation_merges_from ON public.conversation_merges USING btree (from_id);
CREATE INDEX conversation_merges_into ON public.conversation_merges USING btree (into_id);
CREATE INDEX conversation_reads_conversation ON public.conversation_reads USING btree (conversation_id);
CREATE INDEX conversation_routings_queue ON public.conversation_routings USING btree (queue_id);
CREATE INDEX conversation_routings_user ON public.conversation_routings USING btree (user_id, at);
CREATE INDEX conversation_watchers_until ON public.conversation_watchers USING btree (until);
CREATE INDEX conversations_account ON public.conversations USING btree (account_id, last_message_at DESC NULLS LAST, id DESC);
CREATE INDEX conversations_account_state ON public.conversations USING btree (account_id, state, last_message_at DESC NULLS LAST, id DESC) WHERE (archived_at IS NULL);
CREATE INDEX conversations_created ON public.conversations USING btree (created_at, id) WHERE (archived_at IS NULL);
CREATE INDEX conversations_merged ON public.conversations USING btree (merged_into_id) WHERE (merged_into_id IS NOT NULL);
CREATE INDEX conversations_newest ON public.conversations USING btree (last_message_at DESC NULLS LAST, id DESC) WHERE (archived_at IS NULL);
CREATE INDEX conversations_owner ON public.conversations USING btree (owner_id, state, last_message_at DESC NULLS LAST, id DESC) WHERE (archived_at IS NULL);
CREATE INDEX conversations_owner_any ON public.conversations USING btree (owner_id);
CREATE INDEX conversations_party ON public.conversations USING btree (party_id, last_message_at DESC NULLS LAST, id DESC) WHERE (party_id IS NOT NULL);
CREATE INDEX conversations_queue ON public.conversations USING btree (queue_id, state, last_message_at DESC NULLS LAST, id DESC) WHERE (archived_at IS NULL);
CREATE INDEX conversations_queue_any ON public.conversations USING btree (queue_id);
CREATE INDEX conversations_snoozed ON public.conversations USING btree (snoozed_until) WHERE (state = 'snoozed'::text);
CREATE INDEX conversations_state ON public.conversations USING btree (state, last_message_at DESC NULLS LAST, id DESC) WHERE (archived_at IS NULL);
CREATE INDEX conversations_waiting ON public.conversations USING btree (waiting_since, id) WHERE ((archived_at IS NULL) AND (waiting_since IS NOT NULL));
CREATE INDEX conversations_words ON public.conversations USING gin (search_words) WITH (gin_pending_list_limit='256');
CREATE INDEX currency_rates_day ON public.currency_rates USING btree (day, id) WHERE (archived_at IS NULL);
CREATE UNIQUE INDEX currency_rates_once ON public.currency_rates USING btree (currency, day) WHERE (archived_at IS NULL);
CREATE INDEX deal_checks_requirement ON public.deal_checks USING btree (requirement_id);
CREATE INDEX deal_competitors_party ON public.deal_competitors USING btree (party_id);
CREATE UNIQUE INDEX deal_parties_once ON public.deal_parties USING btree (deal_id, party_id, role) WHERE (archived_at IS NULL);
CREATE INDEX deal_parties_party ON public.deal_parties USING btree (party_id);
CREATE INDEX deal_paths_path ON public.deal_paths USING btree (path_id);
CREATE INDEX deal_product_shares_product ON public.deal_product_shares USING btree (product_id);
CREATE INDEX deal_products_deal ON public.deal_products USING btree (deal_id, "position");
CREATE INDEX deal_products_product ON public.deal_products USING btree (product_id);
CREATE INDEX deal_splits_user ON public.deal_splits USING btree (user_id);
CREATE INDEX deals_close ON public.deals USING btree (expected_close_on, id) WHERE (archived_at IS NULL);
CREATE INDEX deals_closed ON public.deals USING btree (closed_on) INCLUDE (id, owner_id, pipeline_id, stage_id, amount, amount_currency, opened_on) WHERE ((closed_on IS NOT NULL) AND (archived_at IS NULL));
CREATE INDEX deals_company ON public.deals USING btree (company_id);
CREATE INDEX deals_created ON public.deals USING btree (created_at, id) WHERE (archived_at IS NULL);
CREATE INDEX deals_expected ON public.deals USING btree (expected_close_on) INCLUDE (id, owner_id, pipeline_id, stage_id, stage_entered_at, amount, amount_currency, probability, forecast_category) WHERE ((closed_on IS NULL) AND (archived_at IS NULL));
CREATE INDEX deals_name ON public.deals USING btree (name, id) WHERE (archived_at IS NULL);
CREATE INDEX deals_next_step_on ON public.deals USING btree (next_step_on, id) WHERE ((next_step_on IS NOT NULL) AND (archived_at IS NULL));
CREATE UNIQUE INDEX deals_number ON public.deals USING btree (number) WHERE (archived_at IS NULL);
CREATE INDEX deals_number_folded ON public.deals USING btree (lower(number) COLLATE "C");
CREATE INDEX deals_opened ON public.deals USING btree (opened_on) INCLUDE (id, owner_id, pipeline_id, stage_id, amount, amount_currency, closed_on) WHERE (archived_at IS NULL);
CREATE INDEX deals_owner_updated ON public.deals USING btree (owner_id, updated_at DESC);
CREATE INDEX deals_person ON public.deals USING btree (person_id);
CREATE INDEX deals_recurring ON public.deals USING btree (recurs_next_on, id) WHERE ((recurs_next_on IS NOT NULL) AND (archived_at IS NULL));
CREATE UNIQUE INDEX deals_recurs_once ON public.deals USING btree (recurs_from_id, recurs_on) WHERE (recurs_from_id IS NOT NULL);
CREATE INDEX deals_split_from ON public.deals USING btree (split_from_id) WHERE (split_from_id IS NOT NULL);
CREATE INDEX deals_stage ON public.deals USING btree (stage_id, expected_close_on, id) WHERE (archived_at IS NULL);
CREATE INDEX deals_stuck ON public.deals USING btree (stuck_at, id) WHERE ((stuck_at IS NOT NULL) AND (archived_at IS NULL));
CREATE INDEX deals_words ON public.deals USING gin (search_words) WITH (gin_pending_list_limit='256');
CREATE INDEX deliveries_calendar ON public.deliveries USING btree (delivered_on, id) WHERE (archived_at IS NULL);
CREATE INDEX deliveries_customer ON public.deliveries USING btree (customer_id, delivered_on DESC NULLS LAST, id DESC);
CREATE INDEX deliveries_delivered_on ON public.deliveries USING btree (delivered_on DESC NULLS LAST, id DESC) WHERE (archived_at IS NULL);
CREATE UNIQUE INDEX deliveries_number ON public.deliveries USING btree (number);
CREATE INDEX deliveries_number_folded ON public.deliveries USING btree (lower(number) COLLATE "C");
CREATE INDEX deliveries_order ON public.deliveries USING btree (order_id, delivered_on DESC NULLS LAST, id DESC);
CREATE INDEX deliveries_warehouse ON public.deliveries USING btree (warehouse_id, delivered_on DESC NULLS LAST, id DESC);
CREATE INDEX deliveries_words ON public.deliveries USING gin (search_words) WITH (gin_pending_list_limit='256');
CREATE UNIQUE INDEX delivery_lines_once ON public.delivery_lines USING btree (delivery_id, order_line_id);
CREATE INDEX delivery_lines_order_line ON public.delivery_lines USING btree (order_line_id);
CREATE INDEX delivery_lines_product ON public.delivery_lines USING btree (product_id);
CREATE INDEX delivery_lines_words ON public.delivery_lines USING gin (search_words) WITH (gin_pending_list_limit='256');
CREATE INDEX disputes_created ON public.disputes USING btree (created_at, id) WHERE (archived_at IS NULL);
CREATE UNIQUE INDEX disputes_once ON public.disputes USING btree (payment_id, provider_reference);
CREATE INDEX disputes_refund ON public.disputes USING btree (refund_id) WHERE (refund_id IS NOT NULL);
CREATE INDEX duplicate_pairs_likest ON public.duplicate_pairs USING btree (score DESC, id DESC);
CREATE INDEX duplicate_pairs_right ON public.duplicate_pairs USING btree (right_id);
CREATE INDEX events_order ON public.events USING btree (transaction, sequence);
CREATE INDEX exports_active ON public.exports USING btree (touched_at) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
CREATE INDEX exports_creator ON public.exports USING btree (created_by, created_at DESC);
CREATE INDEX exports_finished ON public.exports USING btree (finished_at) WHERE (finished_at IS NOT NULL);
CREATE INDEX external_ids_record ON public.external_ids USING btree (record_id);
CREATE INDEX external_ids_unit ON public.external_ids USING btree (unit_id);
CREATE INDEX field_definitions_removed ON public.field_definitions USING btree (removed_at) WHERE (removed_at IS NOT NULL);
CREATE INDEX files_creator ON public.files USING btree (created_by);
CREATE INDEX forecast_snapshot_deals_deal ON public.forecast_snapshot_deals USING btree (deal_id);
CREATE INDEX forecast_snapshot_sums_owner ON public.forecast_snapshot_sums USING btree (owner_id);
CREATE INDEX forecast_snapshot_sums_pipeline ON public.forecast_snapshot_sums USING btree (pipeline_id);
CREATE INDEX forecast_snapshots_taken ON public.forecast_snapshots USING btree (taken_at);
CREATE INDEX forecast_submissions_period ON public.forecast_submissions USING btree (unit, starts_on, submitted_at);
CREATE INDEX forecast_submissions_team ON public.forecast_submissions USING btree (team_id);
CREATE INDEX forecast_submissions_user ON public.forecast_submissions USING btree (user_id);
CREATE INDEX history_actor ON public.history USING btree (actor_id, at, id) WHERE (actor_id IS NOT NULL);
CREATE INDEX history_record ON public.history USING btree (record_id, id DESC);
CREATE INDEX history_time ON public.history USING btree (at, id);
CREATE INDEX holidays_calendar ON public.holidays USING btree (calendar_id, day);
CREATE INDEX identity_document_readings_document ON public.identity_document_readings USING btree (document_id, at DESC);
CREATE INDEX identity_documents_keep_until ON public.identity_documents USING btree (keep_until);
CREATE INDEX identity_documents_party ON public.identity_documents USING btree (party_id);
CREATE INDEX import_made_title ON public.import_made USING btree (import_id, object, title) WHERE ("row" IS NULL);
CREATE UNIQUE INDEX import_templates_name ON public.import_templates USING btree (lower(name));
CREATE INDEX import_units_import ON public.import_units USING btree (import_id, number DESC);
CREATE INDEX imports_active ON public.imports USING btree (touched_at) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
CREATE INDEX imports_creator ON public.imports USING btree (created_by, created_at DESC);
CREATE UNIQUE INDEX imports_once ON public.imports USING btree (sha256, object) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
CREATE INDEX imports_session ON public.imports USING btree (session_id, "position");
CREATE INDEX installed_products_customer ON public.installed_products USING btree (customer_id, name, id);
CREATE INDEX installed_products_name ON public.installed_products USING btree (name, id) WHERE (archived_at IS NULL);
CREATE INDEX installed_products_product ON public.installed_products USING btree (product_id) WHERE (product_id IS NOT NULL);
CREATE INDEX installed_products_warranty ON public.installed_products USING btree (warranty_until, id) WHERE (archived_at IS NULL);
CREATE INDEX installed_products_words ON public.installed_products USING gin (search_words) WITH (gin_pending_list_limit='256');
CREATE INDEX interactions_agent ON public.interactions USING btree (agent_id, at, id) WHERE ((agent_id IS NOT NULL) AND (archived_at IS NULL));
CREATE INDEX interactions_at ON public.interactions USING btree (at, id) WHERE (archived_at IS NULL);
CREATE INDEX interactions_company ON public.interactions USING btree (company_id, at DESC, id DESC) WHERE (company_id IS NOT NULL);
CREATE INDEX interactions_contract ON public.interactions USING btree (contract_id) WHERE (contract_id IS NOT NULL);
CREATE INDEX interactions_conversation ON public.interactions USING btree (conversation_id) WHERE (conversation_id IS NOT NULL);
CREATE INDEX interactions_deal ON public.interactions USING btree (deal_id, at DESC, id DESC) WHERE (deal_id IS NOT NULL);
CREATE INDEX interactions_invoice ON public.interactions USING btree (invoice_id) WHERE (invoice_id IS NOT NULL);
CREATE INDEX interactions_order ON public.interactions USING btree (order_id) WHERE (order_id IS NOT NULL);
CREATE INDEX interactions_party ON public.interactions USING btree (party_id, at DESC, id DESC);
CREATE INDEX interactions_payment ON public.interactions USING btree (payment_id) WHERE (payment_id IS NOT NULL);
CREATE INDEX interactions_quote ON public.interactions USING btree (quote_id) WHERE (quote_id IS NOT NULL);
CREATE INDEX interactions_subscription ON public.interactions USING btree (subscription_id) WHERE (subscription_id IS NOT NULL);
CREATE INDEX interactions_words ON public.interactions USING gin (search_words) WITH (gin_pending_list_limit='256');
CREATE INDEX invitations_user ON public.invitations USING btree (user_id);
CREATE INDEX invoice_lines_corrects ON public.invoice_lines USING btree (corrects_id);
CREATE UNIQUE INDEX invoice_lines_corrects_once ON public.invoice_lines USING btree (invoice_id, corrects_id) WHERE ((corrects_id IS NOT NULL) AND (archived_at IS NULL));
CREATE INDEX invoice_lines_deposit ON public.invoice_lines USING btree (deposit_id);
CREATE INDEX invoice_lines_in_order ON public.invoice_lines USING btree ("position", id) WHERE (archived_at IS NULL);
CREATE INDEX invoice_lines_invoice ON public.invoice_lines USING btree (invoice_id, "position");
CREATE INDEX invoice_lines_order_line ON public.invoice_lines USING btree (order_line_id);
CREATE UNIQUE INDEX invoice_lines_order_line_once ON public.invoice_lines USING btree (invoice_id, order_line_id) WHERE ((order_line_id IS NOT NULL) AND (archived_at IS NULL));
CREATE INDEX invoice_lines_product ON public.invoice_lines USING btree (product_id);
CREATE INDEX invoice_lines_subscription_line ON public.invoice_lines USING btree (subscription_line_id, period_from);
CREATE INDEX invoice_lines_words ON public.invoice_lines USING gin (search_words) WITH (gin_pending_list_limit='256');
CREATE INDEX invoice_mailings_created_by ON public.invoice_mailings USING btree (created_by);
CREATE INDEX invoice_mailings_invoice ON public.invoice_mailings USING btree (invoice_id, created_at);
CREATE INDEX invoices_contact ON public.invoices USING btree (contact_id);
CREATE INDEX invoices_corrects ON public.invoices USING btree (corrects_id);
CREATE INDEX invoices_created ON public.invoices USING btree (created_at, id) WHERE (archived_at IS NULL);
CREATE INDEX invoices_customer ON public.invoices USING btree (customer_id);
CREATE INDEX invoices_deal ON public.invoices USING btree (deal_id);
CREATE INDEX invoices_due_on ON public.invoices USING btree (due_on, id) WHERE (archived_at IS NULL);
CREATE INDEX invoices_issued_on ON public.invoices USING btree (issued_on DESC NULLS LAST, id DESC) WHERE (archived_at IS NULL);
CREATE INDEX invoices_kind ON public.invoices USING btree (kind, issued_on DESC NULLS LAST, id DESC) WHERE (archived_at IS NULL);
CREATE UNIQUE INDEX invoices_number ON public.invoices USING btree (number);
CREATE INDEX invoices_number_folded ON public.invoices USING btree (lower(number) COLLATE "C");
CREATE INDEX invoices_order ON public.invoices USING btree (order_id);
CREATE INDEX invoices_owner ON public.invoices USING btree (owner_id, issued_on, id);
CREATE INDEX invoices_state ON public.invoices USING btree (state, due_on, id) WHERE (archived_at IS NULL);
CREATE INDEX invoices_subscription ON public.invoices USING btree (subscription_id);
CREATE INDEX invoices_unpaid ON public.invoices USING btree (currency, due_on, id) WHERE ((archived_at IS NULL) AND (state = ANY (ARRAY['issued'::text, 'partly_paid'::text])));
CREATE INDEX invoices_words ON public.invoices USING gin (search_words) WITH (gin_pending_list_limit='256');
CREATE INDEX kept_answers_at ON public.kept_answers USING btree (at);
CREATE INDEX known_words_inside ON public.known_words USING gin (word gin_trgm_ops);
CREATE INDEX known_words_slips ON public.known_words USING gin (search_slips(word));
CREATE INDEX layouts_team ON public.layouts USING btree (team_id);
CREATE INDEX lead_assignments_lead ON public.lead_assignments USING btree (lead_id, turn DESC);
CREATE UNIQUE INDEX lead_assignments_standing ON public.lead_assignments USING btree (lead_id) WHERE (ended_at IS NULL);
CREATE INDEX lead_assignments_turn ON public.lead_assignments USING btree (rule_id, user_id, turn DESC);
CREATE INDEX lead_assignments_user ON public.lead_assignments USING btree (user_id);
CREATE INDEX lead_products_product ON public.lead_products USING btree (product_id);
CREATE INDEX lead_qualifications_lead ON public.lead_qualifications USING btree (lead_id);
CREATE UNIQUE INDEX lead_qualifications_standing ON public.lead_qualifications USING btree (lead_id) WHERE (taken_back_at IS NULL);
CREATE INDEX leads_company ON public.leads USING btree (company_id) WHERE (company_id IS NOT NULL);
CREATE INDEX leads_created ON public.leads USING btree (created_at, id) WHERE (archived_at IS NULL);
CREATE INDEX leads_deal ON public.leads USING btree (deal_id) WHERE (deal_id IS NOT NULL);
CREATE INDEX leads_email ON public.leads USING btree (lower(email) COLLATE "C");
CREATE INDEX leads_name ON public.leads USING btree (name, id) WHERE (archived_at IS NULL);
CREATE INDEX leads_owner ON public.leads USING btree (owner_id, created_at, id) WHERE (archived_at IS NULL);
CREATE INDEX leads_owner_any ON public.leads USING btree (owner_id);
CREATE INDEX leads_party ON public.leads USING btree (party_id);
CREATE INDEX leads_person ON public.leads USING btree (person_id) WHERE (person_id IS NOT NULL);
CREATE INDEX leads_rating ON public.leads USING btree (rating, created_at, id) WHERE (archived_at IS NULL);
CREATE INDEX leads_status ON public.leads USING btree (status, created_at, id) WHERE (archived_at IS NULL);
CREATE INDEX leads_untouched ON public.leads USING btree (assigned_at, id) WHERE ((owner_id IS NOT NULL) AND (first_touched_at IS NULL) AND (status = 'new'::text) AND (archived_at IS NULL));
CREATE INDEX leads_waiting ON public.leads USING btree (id) WHERE ((owner_id IS NULL) AND (status = 'new'::text) AND (archived_at IS NULL));
CREATE INDEX leads_words ON public.leads USING gin (search_words) WITH (gin_pending_list_limit='256');
CREATE INDEX links_to_come_unit ON public.links_to_come USING btree (unit_id);
CREATE INDEX merged_messages_message ON public.merged_messages USING btree (message_id);
CREATE INDEX merges_merged ON public.merges USING gin (merged_ids);
CREATE INDEX merges_separated_unit ON public.merges USING btree (separated_unit_id) WHERE (separated_unit_id IS NOT NULL);
CREATE INDEX merges_survivor ON public.merges USING btree (survivor_id, merged_at DESC);
CREATE INDEX merges_unit ON public.merges USING btree (unit_id);
CREATE INDEX message_files_file ON public.message_files USING btree (file_id);
CREATE INDEX message_files_message ON public.message_files USING btree (message_id, "position");
CREATE INDEX messages_account ON public.messages USING btree (account_id) WHERE (account_id IS NOT NULL);
CREATE INDEX messages_at ON public.messages USING btree (at, id) WHERE (archived_at IS NULL);
CREATE INDEX messages_author ON public.messages USING btree (author_id) WHERE (author_id IS NOT NULL);
CREATE INDEX messages_automatic ON public.messages USING btree (created_at) WHERE (automatic AND (direction = 'out'::text));
CREATE INDEX messages_conversation ON public.messages USING btree (conversation_id, at, id);
CREATE INDEX messages_due ON public.messages USING btree (send_at, id) WHERE (state = 'queued'::text);
CREATE INDEX messages_external ON public.messages USING btree (external_id) WHERE (external_id IS NOT NULL);
CREATE INDEX messages_interaction ON public.messages USING btree (interaction_id) WHERE (interaction_id IS NOT NULL);
CREATE INDEX messages_media ON public.messages USING btree (at, id) WHERE (details ? 'media'::text);
CREATE INDEX messages_sender ON public.messages USING btree (lower(sender), created_at) WHERE (direction = 'in'::text);
CREATE INDEX messages_sending ON public.messages USING btree (state_at) WHERE (state = 'sending'::text);
CREATE INDEX messages_words ON public.messages USING gin (search_words) WITH (gin_pending_list_limit='256');
CREATE INDEX mrr_movements_customer ON public.mrr_movements USING btree (customer_id);
CREATE INDEX mrr_movements_day ON public.mrr_movements USING btree (amount_currency, day) WHERE (archived_at IS NULL);
CREATE INDEX mrr_movements_in_order ON public.mrr_movements USING btree (day, id) WHERE (archived_at IS NULL);
CREATE INDEX mrr_movements_newest ON public.mrr_movements USING btree (day DESC NULLS LAST, id DESC) WHERE (archived_at IS NULL);
CREATE UNIQUE INDEX mrr_movements_once ON public.mrr_movements USING btree (subscription_id, day) WHERE (archived_at IS NULL);
CREATE INDEX notes_created ON public.notes USING btree (created_at, id) WHERE (archived_at IS NULL);
CREATE INDEX notes_deal ON public.notes USING btree (deal_id, created_at DESC);
CREATE INDEX notes_owner_updated ON public.notes USING btree (owner_id, updated_at DESC);
CREATE INDEX notes_party ON public.notes USING btree (party_id, created_at DESC);
CREATE INDEX notes_words ON public.notes USING gin (search_words) WITH (gin_pending_list_limit='256');
CREATE INDEX notifications_newest ON public.notifications USING btree (user_id, id DESC);
CREATE INDEX notifications_unread ON public.notifications USING btree (user_id) WHERE (read_at IS NULL);
CREATE INDEX number_series_in_order ON public.number_series USING btree (key, id) WHERE (archived_at IS NULL);
CREATE UNIQUE INDEX number_series_key ON public.number_series USING btree (key) WHERE (archived_at IS NULL);
CREATE INDEX order_lines_order ON public.order_lines USING btree (order_id, "position");
CREATE INDEX order_lines_product ON public.order_lines USING btree (product_id);
CREATE INDEX order_lines_quote_line ON public.order_lines USING btree (quote_line_id);
CREATE UNIQUE INDEX order_lines_source ON public.order_lines USING btree (order_id, source_line) WHERE (archived_at IS NULL);
CREATE INDEX order_lines_words ON public.order_lines USING gin (search_words) WITH (gin_pending_list_limit='256');
CREATE INDEX orders_contact ON public.orders USING btree (contact_id);
CREATE INDEX orders_created ON public.orders USING btree (created_at, id) WHERE (archived_at IS NULL);
CREATE INDEX orders_customer ON public.orders USING btree (customer_id);
CREATE INDEX orders_deal ON public.orders USING btree (deal_id);
CREATE INDEX orders_deliver_on ON public.orders USING btree (deliver_on, id) WHERE (archived_at IS NULL);
CREATE UNIQUE INDEX orders_number ON public.orders USING btree (number);
CREATE INDEX orders_number_folded ON public.orders USING btree (lower(number) COLLATE "C");
CREATE INDEX orders_ordered_on ON public.orders USING btree (ordered_on DESC NULLS LAST, id DESC) WHERE (archived_at IS NULL);
CREATE INDEX orders_owner ON public.orders USING btree (owner_id, ordered_on, id);
CREATE UNIQUE INDEX orders_quote ON public.orders USING btree (quote_id);
CREATE INDEX orders_reference_folded ON public.orders USING btree (lower(reference) COLLATE "C");
CREATE INDEX orders_state ON public.orders USING btree (state, deliver_on, id) WHERE (archived_at IS NULL);
CREATE INDEX orders_to_deliver ON public.orders USING btree (deliver_on, id) WHERE ((archived_at IS NULL) AND (state = 'confirmed'::text));
CREATE INDEX orders_to_invoice ON public.orders USING btree (invoice_state, ordered_on DESC NULLS LAST, id DESC) WHERE (archived_at IS NULL);
CREATE INDEX orders_words ON public.orders USING gin (search_words) WITH (gin_pending_list_limit='256');
CREATE INDEX parties_birth_date ON public.parties USING btree (birth_date, name_sound) WHERE ((birth_date IS NOT NULL) AND (archived_at IS NULL));
CREATE INDEX parties_city ON public.parties USING btree (lower(address_city) COLLATE "C", name) WHERE (address_city IS NOT NULL);
CREATE INDEX parties_company ON public.parties USING btree (company_id, name_sound) WHERE (company_id IS NOT NULL);
CREATE INDEX parties_created ON public.parties USING btree (kind, created_at, id) WHERE (archived_at IS NULL);
CREATE INDEX parties_email ON public.parties USING btree (lower(email) COLLATE "C");
CREATE INDEX parties_name ON public.parties USING btree (name, kind) WHERE (archived_at IS NULL);
CREATE INDEX parties_name_folded ON public.parties USING btree (lower(name) COLLATE "C");
CREATE INDEX parties_name_sound ON public.parties USING btree (name_sound) WHERE ((kind = 'company'::text) AND (archived_at IS NULL));
CREATE INDEX parties_own_domain ON public.parties USING btree (own_domain) WHERE ((own_domain IS NOT NULL) AND (archived_at IS NULL));
CREATE INDEX parties_owner_name ON public.parties USING btree (owner_id, kind, name, id) WHERE ((owner_id IS NOT NULL) AND (archived_at IS NULL));
CREATE INDEX parties_owner_updated ON public.parties USING btree (owner_id, updated_at DESC);
CREATE INDEX parties_parent ON public.parties USING btree (parent_id) WHERE (parent_id IS NOT NULL);
CREATE INDEX parties_phone ON public.parties USING btree (lower(phone) COLLATE "C");
CREATE INDEX parties_roles ON public.parties USING gin (roles) WHERE (roles <> '{}'::text[]);
CREATE INDEX parties_tax_digits ON public.parties USING btree (tax_digits) WHERE ((tax_digits IS NOT NULL) AND (archived_at IS NULL));
CREATE INDEX parties_tax_number ON public.parties USING btree (lower(tax_number) COLLATE "C") WHERE (tax_number IS NOT NULL);
CREATE INDEX parties_words ON public.parties USING gin (search_words) WITH (gin_pending_list_limit='256');
CREATE INDEX payment_allocations_created ON public.payment_allocations USING btree (created_at, id) WHERE (archived_at IS NULL);
CREATE INDEX payment_allocations_credit_note ON public.payment_allocations USING btree (credit_note_id);
CREATE UNIQUE INDEX payment_allocations_credit_once ON public.payment_allocations USING btree (credit_note_id, invoice_id) WHERE (archived_at IS NULL);
CREATE INDEX payment_allocations_invoice ON public.payment_allocations USING btree (invoice_id);
CREATE UNIQUE INDEX payment_allocations_once ON public.payment_allocations USING btree (payment_id, invoice_id) WHERE (archived_at IS NULL);
CREATE INDEX payment_allocations_payment ON public.payment_allocations USING btree (payment_id);
CREATE INDEX payment_notices_waiting ON public.payment_notices USING btree (provider, payment) WHERE (outcome = 'waiting'::text);
CREATE INDEX payment_requests_invoice ON public.payment_requests USING btree (invoice_id, created_at);
CREATE UNIQUE INDEX payment_requests_reference ON public.payment_requests USING btree (provider, reference);
CREATE INDEX payments_created ON public.payments USING btree (created_at, id) WHERE (archived_at IS NULL);
CREATE INDEX payments_credit_in_order ON public.payments USING btree (received_on, id) WHERE ((archived_at IS NULL) AND (credit > (0)::numeric));
CREATE INDEX payments_customer ON public.payments USING btree (customer_id);
CREATE INDEX payments_in_order ON public.payments USING btree (received_on, id) WHERE (archived_at IS NULL);
CREATE UNIQUE INDEX payments_number ON public.payments USING btree (number);
CREATE INDEX payments_number_folded ON public.payments USING btree (lower(number) COLLATE "C");
CREATE INDEX payments_owner ON public.payments USING btree (owner_id, received_on, id);
CREATE INDEX payments_payer_account ON public.payments USING btree (payer_account) WHERE (payer_account IS NOT NULL);
CREATE UNIQUE INDEX payments_provider ON public.payments USING btree (provider, provider_reference) WHERE (provider IS NOT NULL);
CREATE INDEX payments_received_on ON public.payments USING btree (received_on DESC NULLS LAST, id DESC) WHERE (archived_at IS NULL);
CREATE INDEX payments_state_in_order ON public.payments USING btree (state, received_on, id) WHERE (archived_at IS NULL);
CREATE INDEX payments_unspent ON public.payments USING btree (customer_id) WHERE ((credit > (0)::numeric) AND (archived_at IS NULL));
CREATE INDEX payments_words ON public.payments USING gin (search_words) WITH (gin_pending_list_limit='256');
CREATE INDEX phone_extensions_user ON public.phone_extensions USING btree (user_id);
CREATE INDEX pipeline_teams_team ON public.pipeline_teams USING btree (team_id);
CREATE INDEX playbook_steps_stage ON public.playbook_steps USING btree (stage_id, "position");
CREATE INDEX playbook_steps_user ON public.playbook_steps USING btree (user_id);
CREATE INDEX playbook_tasks_step ON public.playbook_tasks USING btree (step_id);
CREATE INDEX playbook_tasks_task ON public.playbook_tasks USING btree (task_id);
CREATE INDEX price_items_category ON public.price_items USING btree (category_id) WHERE (category_id IS NOT NULL);
CREATE INDEX price_items_created ON public.price_items USING btree (created_at, id) WHERE (archived_at IS NULL);
CREATE UNIQUE INDEX price_items_once ON public.price_items USING btree (price_list_id, product_id, category_id, from_quantity) NULLS NOT DISTINCT WHERE (archived_at IS NULL);
CREATE INDEX price_items_product ON public.price_items USING btree (product_id) WHERE (product_id IS NOT NULL);
CREATE INDEX price_lists_customer ON public.price_lists USING btree (customer_id) WHERE (customer_id IS NOT NULL);
CREATE INDEX product_categories_parent ON public.product_categories USING btree (parent_id);
CREATE UNIQUE INDEX products_barcode ON public.products USING btree (barcode) WHERE (archived_at IS NULL);
CREATE INDEX products_category ON public.products USING btree (category_id, name, id);
CREATE UNIQUE INDEX products_code ON public.products USING btree (code) WHERE (archived_at IS NULL);
CREATE INDEX products_name ON public.products USING btree (name, id) WHERE (archived_at IS NULL);
CREATE INDEX products_picture ON public.products USING btree (picture_id) WHERE (picture_id IS NOT NULL);
CREATE INDEX products_variant_of ON public.products USING btree (variant_of_id) WHERE (variant_of_id IS NOT NULL);
CREATE INDEX products_words ON public.products USING gin (search_words) WITH (gin_pending_list_limit='256');
CREATE INDEX queue_teams_team ON public.queue_teams USING btree (team_id);
CREATE INDEX queues_position ON public.queues USING btree ("position", id) WHERE (archived_at IS NULL);
CREATE INDEX quote_approvals_asked_by ON public.quote_approvals USING btree (asked_by_id);
CREATE INDEX quote_approvals_created ON public.quote_approvals USING btree (created_at, id) WHERE (archived_at IS NULL);
CREATE INDEX quote_approvals_decided_by ON public.quote_approvals USING btree (decided_by_id);
CREATE UNIQUE INDEX quote_approvals_open ON public.quote_approvals USING btree (quote_id) WHERE (state = 'asked'::text);
CREATE INDEX quote_approvals_quote ON public.quote_approvals USING btree (quote_id, created_at, id);
CREATE INDEX quote_comments_quote ON public.quote_comments USING btree (quote_id, created_at);
CREATE INDEX quote_comments_user ON public.quote_comments USING btree (user_id);
CREATE INDEX quote_lines_deal_product ON public.quote_lines USING btree (deal_product_id);
CREATE INDEX quote_lines_product ON public.quote_lines USING btree (product_id);
CREATE INDEX quote_lines_quote ON public.quote_lines USING btree (quote_id, "position");
CREATE INDEX quote_lines_words ON public.quote_lines USING gin (search_words) WITH (gin_pending_list_limit='256');
CREATE INDEX quote_links_created_by ON public.quote_links USING btree (created_by);
CREATE INDEX quote_links_quote ON public.quote_links USING btree (quote_id, created_at);
CREATE UNIQUE INDEX quote_links_token ON public.quote_links USING btree (token_hash);
CREATE INDEX quote_mailings_created_by ON public.quote_mailings USING btree (created_by);
CREATE INDEX quote_mailings_link ON public.quote_mailings USING btree (link_id);
CREATE INDEX quote_mailings_quote ON public.quote_mailings USING btree (quote_id, created_at);
CREATE INDEX quote_signatures_link_by ON public.quote_signatures USING btree (link_by);
CREATE UNIQUE INDEX quote_signatures_quote ON public.quote_signatures USING btree (quote_id);
CREATE INDEX quote_visits_quote ON public.quote_visits USING btree (quote_id, opened_at);
CREATE INDEX quotes_base_number ON public.quotes USING btree (base_number);
CREATE INDEX quotes_contact ON public.quotes USING btree (contact_id);
CREATE INDEX quotes_created ON public.quotes USING btree (created_at, id) WHERE (archived_at IS NULL);
CREATE INDEX quotes_customer ON public.quotes USING btree (customer_id);
CREATE INDEX quotes_deal ON public.quotes USING btree (deal_id);
CREATE UNIQUE INDEX quotes_number ON public.quotes USING btree (number);
CREATE INDEX quotes_number_folded ON public.quotes USING btree (lower(number) COLLATE "C");
CREATE INDEX quotes_owner ON public.quotes USING btree (owner_id, created_at, id);
CREATE INDEX quotes_replaced ON public.quotes USING btree (replaces_id);
CREATE UNIQUE INDEX quotes_replaces ON public.quotes USING btree (replaces_id) WHERE (archived_at IS NULL);
CREATE INDEX quotes_state ON public.quotes USING btree (state, valid_until, id) WHERE (archived_at IS NULL);
CREATE INDEX quotes_valid_until ON public.quotes USING btree (valid_until, id) WHERE (archived_at IS NULL);
CREATE INDEX quotes_words ON public.quotes USING gin (search_words) WITH (gin_pending_list_limit='256');
CREATE INDEX receipts_message ON public.receipts USING btree (message_id) WHERE (message_id IS NOT NULL);
CREATE INDEX receipts_parts ON public.receipts USING btree (account_id, at) WHERE ((source_id ~~ 'part:%'::text) AND (problem IS NULL));
CREATE INDEX receipts_sha256 ON public.receipts USING btree (account_id, sha256);
CREATE INDEX receipts_stored ON public.receipts USING btree (at, id) WHERE (state = 'stored'::text);
CREATE INDEX receipts_unreadable ON public.receipts USING btree (account_id, at) WHERE (state = 'unreadable'::text);
CREATE INDEX record_shares_team ON public.record_shares USING btree (team_id) WHERE (team_id IS NOT NULL);
CREATE INDEX record_shares_user ON public.record_shares USING btree (user_id) WHERE (user_id IS NOT NULL);
CREATE INDEX recycle_bin_along ON public.recycle_bin USING btree (with_id) WHERE (with_id IS NOT NULL);
CREATE INDEX recycle_bin_newest ON public.recycle_bin USING btree (object, archived_at DESC, record_id DESC) WHERE (with_id IS NULL);
CREATE INDEX recycle_bin_oldest ON public.recycle_bin USING btree (archived_at) WHERE (with_id IS NULL);
CREATE INDEX refunds_created ON public.refunds USING btree (created_at, id) WHERE (archived_at IS NULL);
CREATE INDEX refunds_credit_note ON public.refunds USING btree (credit_note_id);
CREATE INDEX refunds_payment ON public.refunds USING btree (payment_id);
CREATE UNIQUE INDEX refunds_provider ON public.refunds USING btree (payment_id, provider_reference) WHERE (provider_reference IS NOT NULL);
CREATE UNIQUE INDEX relations_once ON public.relations USING btree (from_id, kind, to_id, (
CASE
    WHEN ((archived_at IS NULL) AND (ended_on IS NULL)) THEN NULL::uuid
    ELSE id
END)) NULLS NOT DISTINCT;
CREATE INDEX relations_to ON public.relations USING btree (to_id);
CREATE INDEX sales_profile_products_product ON public.sales_profile_products USING btree (product_id);
CREATE UNIQUE INDEX sales_profiles_user ON public.sales_profiles USING btree (user_id) WHERE (archived_at IS NULL);
CREATE INDEX schedule_runs_finished ON public.schedule_runs USING btree (finished_at) WHERE (finished_at IS NOT NULL);
CREATE INDEX schedule_runs_open ON public.schedule_runs USING btree (next_try_at) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
CREATE INDEX schedules_due ON public.schedules USING btree (next_at) WHERE (next_at IS NOT NULL);
CREATE INDEX schedules_place ON public.schedules USING btree (place_id) WHERE (place_id IS NOT NULL);
CREATE INDEX service_levels_calendar ON public.service_levels USING btree (calendar_id) WHERE (calendar_id IS NOT NULL);
CREATE INDEX service_levels_user ON public.service_levels USING btree (escalate_to_id) WHERE (escalate_to_id IS NOT NULL);
CREATE INDEX service_targets_level ON public.service_targets USING btree (service_level_id);
CREATE UNIQUE INDEX service_targets_priority ON public.service_targets USING btree (service_level_id, priority) WHERE (archived_at IS NULL);
CREATE INDEX shop_carts_buyer ON public.shop_carts USING btree (buyer_id);
CREATE INDEX shop_carts_created_by ON public.shop_carts USING btree (created_by);
CREATE INDEX shop_carts_expires_at ON public.shop_carts USING btree (expires_at);
CREATE UNIQUE INDEX stage_changes_current ON public.stage_changes USING btree (deal_id) WHERE (left_at IS NULL);
CREATE INDEX stage_changes_deal ON public.stage_changes USING btree (deal_id, entered_at DESC) INCLUDE (stage_id, left_at, archived_at);
CREATE INDEX stage_requirements_stage ON public.stage_requirements USING btree (stage_id, "position");
CREATE INDEX stages_pipeline ON public.stages USING btree (pipeline_id, "position");
CREATE INDEX stock_levels_warehouse ON public.stock_levels USING btree (warehouse_id);
CREATE INDEX stock_movements_created ON public.stock_movements USING btree (created_at, id);
CREATE INDEX stock_movements_product ON public.stock_movements USING btree (product_id, created_at, id);
CREATE INDEX stock_movements_warehouse ON public.stock_movements USING btree (warehouse_id);
CREATE INDEX subscription_lines_created ON public.subscription_lines USING btree (created_at, id) WHERE (archived_at IS NULL);
CREATE INDEX subscription_lines_product ON public.subscription_lines USING btree (product_id);
CREATE INDEX subscription_lines_subscription ON public.subscription_lines USING btree (subscription_id, "position");
CREATE INDEX subscription_pauses_created ON public.subscription_pauses USING btree (created_at, id) WHERE (archived_at IS NULL);
CREATE UNIQUE INDEX subscription_pauses_open ON public.subscription_pauses USING btree (subscription_id) WHERE ((until_on IS NULL) AND (archived_at IS NULL));
CREATE INDEX subscription_pauses_subscription ON public.subscription_pauses USING btree (subscription_id);
CREATE INDEX subscription_periods_invoice ON public.subscription_periods USING btree (invoice_id);
CREATE INDEX subscriptions_contact ON public.subscriptions USING btree (contact_id);
CREATE INDEX subscriptions_contract ON public.subscriptions USING btree (contract_id);
CREATE INDEX subscriptions_created ON public.subscriptions USING btree (created_at, id) WHERE (archived_at IS NULL);
CREATE INDEX subscriptions_customer ON public.subscriptions USING btree (customer_id);
CREATE INDEX subscriptions_deal ON public.subscriptions USING btree (deal_id);
CREATE INDEX subscriptions_due ON public.subscriptions USING btree (next_invoice_on, id) WHERE ((archived_at IS NULL) AND (state <> 'draft'::text));
CREATE INDEX subscriptions_ends_on ON public.subscriptions USING btree (ends_on, id) WHERE (archived_at IS NULL);
CREATE UNIQUE INDEX subscriptions_number ON public.subscriptions USING btree (number);
CREATE INDEX subscriptions_number_folded ON public.subscriptions USING btree (lower(number) COLLATE "C");
CREATE INDEX subscriptions_owner ON public.subscriptions USING btree (owner_id, created_at, id);
CREATE INDEX subscriptions_state ON public.subscriptions USING btree (state, next_invoice_on, id) WHERE (archived_at IS NULL);
CREATE INDEX subscriptions_words ON public.subscriptions USING gin (search_words) WITH (gin_pending_list_limit='256');
CREATE UNIQUE INDEX sync_items_name ON public.sync_items USING btree (user_id, object, name);
CREATE INDEX sync_items_uid ON public.sync_items USING btree (user_id, object, md5(uid));
CREATE INDEX targets_category ON public.targets USING btree (category_id);
CREATE UNIQUE INDEX targets_once ON public.targets USING btree (starts_on, unit, measure, user_id, team_id, product_id, category_id) NULLS NOT DISTINCT;
CREATE INDEX targets_product ON public.targets USING btree (product_id);
CREATE INDEX targets_team ON public.targets USING btree (team_id);
CREATE INDEX targets_user ON public.targets USING btree (user_id);
CREATE INDEX tasks_deal_timeline ON public.tasks USING btree (deal_id, COALESCE(done_at, created_at) DESC, id DESC) WHERE (deal_id IS NOT NULL);
CREATE INDEX tasks_done ON public.tasks USING btree (done_at DESC NULLS LAST, id DESC) WHERE (archived_at IS NULL);
CREATE INDEX tasks_due ON public.tasks USING btree (due_at, id) WHERE (archived_at IS NULL);
CREATE INDEX tasks_owner ON public.tasks USING btree (owner_id, due_at, id) WHERE ((done_at IS NULL) AND (archived_at IS NULL));
CREATE INDEX tasks_owner_updated ON public.tasks USING btree (owner_id, updated_at DESC);
CREATE INDEX tasks_party_timeline ON public.tasks USING btree (party_id, COALESCE(done_at, created_at) DESC, id DESC) WHERE (party_id IS NOT NULL);
CREATE INDEX tasks_words ON public.tasks USING gin (search_words) WITH (gin_pending_list_limit='256');
CREATE UNIQUE INDEX tax_rates_once ON public.tax_rates USING btree (country, tax_class, valid_from) WHERE (archived_at IS NULL);
CREATE INDEX territory_users_user ON public.territory_users USING btree (user_id);
CREATE INDEX ticket_deadlines_due ON public.ticket_deadlines USING btree (due_at) WHERE ((met_at IS NULL) AND (escalated_at IS NULL));
CREATE INDEX ticket_deadlines_warn ON public.ticket_deadlines USING btree (warn_at) WHERE ((met_at IS NULL) AND (warned_at IS NULL));
CREATE INDEX ticket_status_changes_status ON public.ticket_status_changes USING btree (status_id);
CREATE INDEX ticket_status_changes_ticket ON public.ticket_status_changes USING btree (ticket_id, entered_at);
CREATE INDEX tickets_came ON public.tickets USING btree (came_on) INCLUDE (owner_id, queue_id, channel, type, priority, came_hour, service_level_id, solved_at, first_answered_at, first_answer_minutes, solution_minutes, promises_kept, promises_missed, breached, satisfaction) WHERE (archived_at IS NULL);
CREATE INDEX tickets_contact ON public.tickets USING btree (contact_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX tickets_contract ON public.tickets USING btree (contract_id) WHERE (contract_id IS NOT NULL);
CREATE INDEX tickets_conversation ON public.tickets USING btree (conversation_id) WHERE (conversation_id IS NOT NULL);
CREATE INDEX tickets_created ON public.tickets USING btree (created_at, id) WHERE (archived_at IS NULL);
CREATE INDEX tickets_customer ON public.tickets USING btree (customer_id, created_at, id);
CREATE INDEX tickets_due ON public.tickets USING btree (due_at, id) WHERE (archived_at IS NULL);
CREATE INDEX tickets_installed_product ON public.tickets USING btree (installed_product_id) WHERE (installed_product_id IS NOT NULL);
CREATE INDEX tickets_level ON public.tickets USING btree (service_level_id) WHERE (service_level_id IS NOT NULL);
CREATE INDEX tickets_merged ON public.tickets USING btree (merged_into_id) WHERE (merged_into_id IS NOT NULL);
CREATE INDEX tickets_order ON public.tickets USING btree (order_id) WHERE (order_id IS NOT NULL);
CREATE INDEX tickets_overdue ON public.tickets USING btree (overdue_since, id) WHERE ((overdue_since IS NOT NULL) AND (archived_at IS NULL));
CREATE INDEX tickets_owner ON public.tickets USING btree (owner_id, due_at, id);
CREATE INDEX tickets_parent ON public.tickets USING btree (parent_id) WHERE (parent_id IS NOT NULL);
CREATE INDEX tickets_problem ON public.tickets USING btree (problem_id) WHERE (problem_id IS NOT NULL);
CREATE INDEX tickets_product ON public.tickets USING btree (product_id) WHERE (product_id IS NOT NULL);
CREATE INDEX tickets_queue ON public.tickets USING btree (queue_id, due_at, id);
CREATE INDEX tickets_rated ON public.tickets USING btree (rated_at DESC NULLS LAST, id DESC) WHERE ((rated_at IS NOT NULL) AND (archived_at IS NULL));
CREATE INDEX tickets_status ON public.tickets USING btree (status_id, due_at, id) WHERE (archived_at IS NULL);
CREATE INDEX tickets_status_any ON public.tickets USING btree (status_id);
CREATE INDEX tickets_unsolved_due ON public.tickets USING btree (due_at, id) WHERE ((solved_at IS NULL) AND (archived_at IS NULL));
CREATE INDEX tickets_unsolved_owner ON public.tickets USING btree (owner_id, due_at, id) INCLUDE (queue_id, overdue_since, status_id) WHERE ((solved_at IS NULL) AND (archived_at IS NULL));
CREATE INDEX tickets_unsolved_queue ON public.tickets USING btree (queue_id, due_at, id) INCLUDE (owner_id, overdue_since, status_id) WHERE ((solved_at IS NULL) AND (archived_at IS NULL));
CREATE INDEX tickets_words ON public.tickets USING gin (search_words) WITH (gin_pending_list_limit='256');
CREATE INDEX time_entries_newest ON public.time_entries USING btree (worked_on DESC NULLS LAST, id DESC) WHERE (archived_at IS NULL);
CREATE INDEX time_entries_ticket ON public.time_entries USING btree (ticket_id, worked_on);
CREATE INDEX time_entries_user ON public.time_entries USING btree (user_id, worked_on) WHERE (user_id IS NOT NULL);
CREATE INDEX user_roles_role ON public.user_roles USING btree (role_id);
CREATE UNIQUE INDEX users_email ON public.users USING btree (email) WHERE (archived_at IS NULL);
CREATE INDEX users_manager ON public.users USING btree (manager_id);
CREATE INDEX users_team ON public.users USING btree (team_id);
CREATE UNIQUE INDEX variant_values_once ON public.variant_values USING btree (product_id, attribute) WHERE (archived_at IS NULL);
CREATE INDEX view_defaults_view ON public.view_defaults USING btree (view_id);
CREATE INDEX view_pins_view ON public.view_pins USING btree (view_id);
CREATE UNIQUE INDEX viewings_session ON public.viewings USING btree (session_id) WHERE (ended_at IS NULL);
CREATE INDEX viewings_viewed ON public.viewings USING btree (viewed_id, begun_at DESC);
CREATE INDEX views_object ON public.views USING btree (object, "position", name);
CREATE UNIQUE INDEX views_opens_once ON public.views USING btree (object, team_id) NULLS NOT DISTINCT WHERE (opens AND (removed_at IS NULL));
CREATE INDEX views_owner ON public.views USING btree (owner_id);
CREATE INDEX views_team ON public.views USING btree (team_id) WHERE (team_id IS NOT NULL);
CREATE UNIQUE INDEX warehouses_code ON public.warehouses USING btree (code) WHERE (archived_at IS NULL);
CREATE UNIQUE INDEX warehouses_main ON public.warehouses USING btree (main) WHERE (main AND (archived_at IS NULL));
CREATE INDEX webhook_attempts_delivery ON public.webhook_attempts USING btree (delivery_id, id);
CREATE INDEX webhook_deliveries_age ON public.webhook_deliveries USING btree (created_at);
CREATE INDEX webhook_deliveries_due ON public.webhook_deliveries USING btree (webhook_id, next_try_at) WHERE (state = 'waiting'::text);
CREATE INDEX webhook_deliveries_newest ON public.webhook_deliveries USING btree (webhook_id, id DESC);
CREATE INDEX working_times_team ON public.working_times USING btree (team_id);
CREATE INDEX working_times_user ON public.working_times USING btree (user_id);

create view public.paths_walked as
 SELECT deal_id,
    array_agg(stage_id ORDER BY stage_id) AS stages,
    array_agg(stays ORDER BY stage_id) AS stays,
    array_agg(seconds ORDER BY stage_id) AS seconds
   FROM ( SELECT stage_changes.deal_id,
            stage_changes.stage_id,
            (count(stage_changes.left_at))::integer AS stays,
            (COALESCE(sum(((EXTRACT(epoch FROM stage_changes.left_at))::double precision - (EXTRACT(epoch FROM stage_changes.entered_at))::double precision)), (0)::double precision))::integer AS seconds
           FROM stage_changes
          WHERE (stage_changes.archived_at IS NULL)
          GROUP BY stage_changes.deal_id, stage_changes.stage_id) s
  GROUP BY deal_id;
create view public.product_shares_reckoned as
 SELECT deal_id,
    product_id,
    (part +
        CASE
            WHEN (place = 1) THEN ((1)::numeric - sum(part) OVER deal)
            ELSE (0)::numeric
        END) AS share
   FROM ( SELECT whole.deal_id,
            whole.product_id,
            row_number() OVER (PARTITION BY whole.deal_id ORDER BY whole.worth DESC, whole.product_id) AS place,
            round(
                CASE
                    WHEN (sum(whole.worth) OVER deal > (0)::numeric) THEN (whole.worth / sum(whole.worth) OVER deal)
                    ELSE (1.0 / (count(*) OVER deal)::numeric)
                END, 12) AS part
           FROM ( SELECT deal_products.deal_id,
                    deal_products.product_id,
                    sum(((deal_products.quantity * COALESCE(deal_products.price, (0)::numeric)) * ((100)::numeric - deal_products.discount))) AS worth
                   FROM deal_products
                  WHERE (deal_products.archived_at IS NULL)
                  GROUP BY deal_products.deal_id, deal_products.product_id) whole
          WINDOW deal AS (PARTITION BY whole.deal_id)) parts
  WINDOW deal AS (PARTITION BY deal_id);

CREATE CONSTRAINT TRIGGER access_of_sessions AFTER DELETE ON auth.session DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION access_changed();
alter table auth.session enable always trigger access_of_sessions;
CREATE CONSTRAINT TRIGGER access_of_keys AFTER DELETE OR UPDATE OF revoked_at ON public.api_keys DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION access_changed();
alter table public.api_keys enable always trigger access_of_keys;
CREATE CONSTRAINT TRIGGER access_of_app_passwords AFTER DELETE OR UPDATE OF revoked_at ON public.app_passwords DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION access_changed();
alter table public.app_passwords enable always trigger access_of_app_passwords;
CREATE TRIGGER audit_blocks_only_grow BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_blocks FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
alter table public.audit_blocks enable always trigger audit_blocks_only_grow;
CREATE TRIGGER added_lines_are_shared AFTER INSERT ON public.deal_products REFERENCING NEW TABLE AS lines_after FOR EACH STATEMENT EXECUTE FUNCTION share_among_products();
alter table public.deal_products enable always trigger added_lines_are_shared;
CREATE TRIGGER changed_lines_are_shared AFTER UPDATE ON public.deal_products REFERENCING OLD TABLE AS lines_before NEW TABLE AS lines_after FOR EACH STATEMENT EXECUTE FUNCTION share_among_products();
alter table public.deal_products enable always trigger changed_lines_are_shared;
CREATE TRIGGER removed_lines_are_shared AFTER DELETE ON public.deal_products REFERENCING OLD TABLE AS lines_before FOR EACH STATEMENT EXECUTE FUNCTION share_among_products();
alter table public.deal_products enable always trigger removed_lines_are_shared;
CREATE TRIGGER history_only_grows BEFORE DELETE OR UPDATE OR TRUNCATE ON public.history FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
alter table public.history enable always trigger history_only_grows;
CREATE TRIGGER lines_of_issued_invoices_stay BEFORE INSERT OR DELETE OR UPDATE ON public.invoice_lines FOR EACH ROW EXECUTE FUNCTION refuse_change_of_issued_line();
alter table public.invoice_lines enable always trigger lines_of_issued_invoices_stay;
CREATE TRIGGER issued_invoices_stay BEFORE UPDATE ON public.invoices FOR EACH ROW EXECUTE FUNCTION refuse_change_of_issued_invoice();
alter table public.invoices enable always trigger issued_invoices_stay;
CREATE TRIGGER issued_within_what_is_left AFTER UPDATE OF state ON public.invoices FOR EACH ROW WHEN (((old.state = 'draft'::text) AND (new.state <> 'draft'::text))) EXECUTE FUNCTION refuse_more_than_is_left();
alter table public.invoices enable always trigger issued_within_what_is_left;
CREATE CONSTRAINT TRIGGER access_of_kept_records AFTER INSERT OR DELETE OR UPDATE ON public.kept_records DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION access_changed();
alter table public.kept_records enable always trigger access_of_kept_records;
CREATE CONSTRAINT TRIGGER access_of_organisation AFTER UPDATE OF locale, time_zone ON public.organisation DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION access_changed();
alter table public.organisation enable always trigger access_of_organisation;
CREATE TRIGGER parties_reckoned BEFORE INSERT ON public.parties FOR EACH ROW WHEN ((new.search_words IS NULL)) EXECUTE FUNCTION reckon_party();
alter table public.parties enable always trigger parties_reckoned;
CREATE TRIGGER parties_reckoned_again BEFORE UPDATE OF kind, name, given_name, family_name, email, phone, website, legal_name, tax_number, registration_number, search_words, name_sound ON public.parties FOR EACH ROW EXECUTE FUNCTION reckon_party();
alter table public.parties enable always trigger parties_reckoned_again;
CREATE CONSTRAINT TRIGGER access_of_shares AFTER INSERT OR DELETE OR UPDATE ON public.record_shares DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION access_changed();
alter table public.record_shares enable always trigger access_of_shares;
CREATE CONSTRAINT TRIGGER access_of_roles AFTER DELETE OR UPDATE ON public.roles DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION access_changed();
alter table public.roles enable always trigger access_of_roles;
CREATE CONSTRAINT TRIGGER access_of_teams AFTER INSERT OR DELETE OR UPDATE ON public.teams DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION access_changed();
alter table public.teams enable always trigger access_of_teams;
CREATE CONSTRAINT TRIGGER access_of_user_roles AFTER INSERT OR DELETE OR UPDATE ON public.user_roles DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION access_changed();
alter table public.user_roles enable always trigger access_of_user_roles;
CREATE CONSTRAINT TRIGGER access_of_users AFTER UPDATE OF active, archived_at, team_id, manager_id, locale, time_zone ON public.users DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION access_changed();
alter table public.users enable always trigger access_of_users;
CREATE CONSTRAINT TRIGGER access_of_viewings AFTER INSERT OR DELETE OR UPDATE ON public.viewings DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION access_changed();
alter table public.viewings enable always trigger access_of_viewings;
