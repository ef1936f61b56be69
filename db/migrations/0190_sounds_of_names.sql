-- The sound of a name is made for every party that comes in. Nearly all of people's names are of two words, and to put two
-- words in order by a query cost as much as all the rest of it. What comes out is the same as before.
create or replace function name_sound(kind text, name text) returns text language plpgsql immutable strict parallel safe as $$
declare
  sounds text := translate(
    regexp_replace(public.bare_name(kind, name), '(?<=[a-z])[aeiouh]+', '', 'g'), 'bdgvz', 'ptkfs');
  first text := split_part(sounds, ' ', 1);
  second text := split_part(sounds, ' ', 2);
begin
  if first <> '' and second <> '' and sounds = first || ' ' || second then
    return case
      when first = second then first
      when first < second collate "C" then sounds
      else second || ' ' || first
    end;
  end if;
  return (select string_agg(word, ' ' order by word collate "C")
    from (select distinct word from unnest(string_to_array(sounds, ' ')) as word) words);
end
$$;
