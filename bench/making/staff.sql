-- Two hundred sellers in twenty teams of four regions under one department, in which the member whose key measures
-- sits: by the role of a salesperson, "team" reaches every deal, and each query says so.

insert into teams (id, name, parent_id)
select making.id('team', n, 1000000),
  case when n = 0 then 'Sales' when n <= 4 then 'Region ' || n else 'Team ' || (n - 4) end,
  case when n between 1 and 4 then making.id('team', 0, 1000000)
    when n > 4 then making.id('team', 1 + (n - 5) / 5, 1000000) end
from generate_series(0, 24) n;

insert into users (id, name, email, team_id, locale, time_zone)
select making.user_id(n),
  case when n = 0 then 'Mira Smirnova' else
    making.word(case when n % 2 = 0 then c.women else c.men end, making.chance('given', -n)) || ' ' ||
    making.word(case when n % 2 = 0 then c.families_of_women else c.families_of_men end, making.chance('family', -n)) end,
  'seller' || n || '@rapport.example',
  making.id('team', case when n = 0 then 0 else 5 + (n - 1) / 10 end, 1000000), 'en', 'Europe/Sofia'
from generate_series(0, 200) n
join making.countries c on making.chance('country', -n) >= c.begins and making.chance('country', -n) < c.ends;

insert into user_roles (user_id, role_id)
select u.id, r.id from users u join roles r on r.key = 'salesperson' where u.email like 'seller%@rapport.example';
