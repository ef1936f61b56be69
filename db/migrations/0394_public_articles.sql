-- Articles that everybody may read on pages of their own, and whether they helped.
create sequence article_numbers;
alter table articles
  -- By which its page is found, whatever its title becomes.
  add column number bigint not null default nextval('article_numbers'),
  add column helpful integer not null default 0 check (helpful >= 0),
  add column unhelpful integer not null default 0 check (unhelpful >= 0),
  add constraint articles_number unique (number);
alter sequence article_numbers owned by articles.number;

-- For whom it was when it was published: what was meant for us alone becomes public by being published anew.
alter table article_versions
  add column audience text not null default 'internal' check (audience in ('internal', 'public'));
update article_versions v set audience = a.audience from articles a where a.id = v.article_id and v.current;
