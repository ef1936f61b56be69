import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { assertMayChange, get, tellByRule, update, type Work } from "#records";
import { permits, type RecordData } from "#records/contract";
import { serviceEvents } from "../contract/events.ts";

/** Publishes what an article says now. Throws `already_done` where that is published, `field_required` where it says nothing. */
export async function publishArticle(work: Work, id: string): Promise<RecordData> {
  await takeArticle(work, id);
  const { rows } = await sql<{ isSame: boolean; isEmpty: boolean; number: number }>`
    select a.state = 'published' and coalesce((v.title, v.body, v.audience) is not distinct from (a.title, a.body, a.audience), false) as "isSame",
      coalesce(trim(a.body), '') = '' as "isEmpty", a.published_version + 1 as number
    from articles a left join article_versions v on v.article_id = a.id and v.current where a.id = ${id}`.execute(
    work.db,
  );
  const [article] = rows;
  if (!article || article.isEmpty) throw new AppError("field_required", { field: "body" });
  if (article.isSame) throw new AppError("already_done");
  await keepVersion(work, id, article.number);
  const values = {
    state: "published",
    published_at: work.now.toISOString(),
    published_version: article.number,
  };
  const published = await update(work, "article", id, values, { governed: true });
  work.emit({
    name: serviceEvents.articlePublished,
    object: "article",
    records: [id],
    payload: { version: article.number },
  });
  return published;
}

/** Makes it a draft again; its versions stay. */
export async function withdrawArticle(work: Work, id: string): Promise<RecordData> {
  const { state } = await takeArticle(work, id);
  if (state === "draft") throw new AppError("already_done");
  await setAside(work, id);
  const draft = await update(work, "article", id, { state: "draft" }, { governed: true });
  work.emit({ name: serviceEvents.articleWithdrawn, object: "article", records: [id] });
  return draft;
}

async function takeArticle(work: Work, id: string): Promise<RecordData> {
  const article = await get(work, "article", id);
  if (!permits(work.actor.rights, "articles:publish")) throw new AppError("not_allowed");
  await assertMayChange(work, "article", id);
  await sql`select 1 from articles where id = ${id} for update`.execute(work.db);
  return article;
}

async function setAside(work: Work, article: string): Promise<void> {
  await sql`update article_versions set current = false where article_id = ${article} and current`.execute(
    work.db,
  );
}

async function keepVersion(work: Work, article: string, number: number): Promise<void> {
  await setAside(work, article);
  const { rows } = await sql<{ id: string }>`
    insert into article_versions (article_id, number, title, body, audience, published_at, words, created_by, updated_by)
    select id, ${number}::integer, title, body, audience, ${work.now}, setweight(to_tsvector('simple', title), 'A')
      || setweight(to_tsvector('simple', coalesce(keywords, '')), 'B') || setweight(to_tsvector('simple', left(coalesce(body, ''), 100000)), 'D'),
      ${work.actor.userId}::uuid, ${work.actor.userId}::uuid
    from articles where id = ${article} returning id`.execute(work.db);
  await tellByRule(
    work,
    "article_version",
    "created",
    rows.map(({ id }) => ({ id, changes: {} })),
  );
}
