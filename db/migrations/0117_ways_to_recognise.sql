-- A mapping says by which keys a record is recognised, one or several.

update imports set mapping = mapping - 'key' || jsonb_build_object(
    'keys', case when mapping ->> 'key' is null then '[]'::jsonb else jsonb_build_array(mapping ->> 'key') end)
  where mapping ? 'key';
