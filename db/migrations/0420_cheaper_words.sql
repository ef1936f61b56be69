-- Words and sounds are made for every record that is written. They come out as before, for less: text is compared byte by
-- byte wherever it is plain, and what is seldom there (numbers that touch letters, spaces side by side) is looked for first.
create or replace function search_key(input text) returns text language plpgsql immutable strict parallel safe as $$
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
$$;

create or replace function name_sound(kind text, name text) returns text language plpgsql immutable strict parallel safe as $$
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
$$;
