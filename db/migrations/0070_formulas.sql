-- What formulas reckon with. Each function gives null where there is no answer and never fails, whatever the values: a
-- formula is read with every list, and one record must not break the page. `src/kernel/formula` reckons the same in
-- memory.

-- Numbers have ten digits behind the point and fewer than 31 before it; what is larger is null. The value stands here
-- once only, so that the planner puts the whole into the query.
create function formula_number(value numeric) returns numeric language sql immutable parallel safe
  return nullif(nullif(greatest(least(round(value, 10), 1e30), -1e30), 1e30), -1e30);

create function formula_round(value numeric, places numeric) returns numeric language sql immutable strict parallel safe
  return formula_number(round(value, greatest(least(trunc(places), 10), -30)::integer));

create function formula_left(value text, characters numeric) returns text language sql immutable strict parallel safe
  return left(value, greatest(least(trunc(characters), 10000), 0)::integer);

create function formula_right(value text, characters numeric) returns text language sql immutable strict parallel safe
  return right(value, greatest(least(trunc(characters), 10000), 0)::integer);

create function formula_trim(value text) returns text language sql immutable parallel safe
  return btrim(value, E' \t\r\n\u00a0');

create function formula_number_of_text(value text) returns numeric language sql immutable parallel safe
  return (
    select case when word ~ '^[+-]?[0-9]+([.][0-9]+)?$' then formula_number(word::numeric) end
    from (select formula_trim(value) as word) as trimmed
  );

-- Days go from 0001-01-01 to 9999-12-31.
create function formula_day(value date) returns date language sql immutable parallel safe
  return nullif(nullif(greatest(least(value, date '10000-01-01'), date '0001-12-31 BC'), date '10000-01-01'), date '0001-12-31 BC');

create function formula_date(year numeric, month numeric, day numeric) returns date language sql immutable parallel safe
  return (
    select case when y between 1 and 9999 and m between 1 and 12 and d between 1 and 31 then
      case when extract(month from make_date(y::integer, m::integer, 1) + (d::integer - 1)) = m
        then make_date(y::integer, m::integer, 1) + (d::integer - 1) end
      end
    from (select trunc(year) as y, trunc(month) as m, trunc(day) as d) as whole
  );

create function formula_date_of_text(value text) returns date language sql immutable parallel safe
  return (
    select case when word ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then
      formula_date(substr(word, 1, 4)::numeric, substr(word, 6, 2)::numeric, substr(word, 9, 2)::numeric) end
    from (select formula_trim(value) as word) as trimmed
  );

create function formula_add_days(value date, days numeric) returns date language sql immutable parallel safe
  return (
    select case when place between 0 and 3652058 then date '0001-01-01' + place::integer end
    from (select (value - date '0001-01-01') + trunc(days) as place) as counted
  );

-- On the same day of the month, or on its last where that month is shorter.
create function formula_add_months(value date, months numeric) returns date language sql immutable parallel safe
  return (
    select case when place between 0 and 119987 then (value + make_interval(months => trunc(months)::integer))::date end
    from (select (extract(year from value) - 1) * 12 + extract(month from value) - 1 + trunc(months) as place) as counted
  );
