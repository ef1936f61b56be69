import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { BodyOf, OutputOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { allowedIds, get, isoInstant, note, type Runtime, shown, visibleWhere, type Work } from "#records";
import { type Access, permits } from "#records/contract";
import { type listShares, platformEvents, type Share, type shareRecord } from "../contract/index.ts";
import { notify } from "../notifications/notifying.ts";
import { titleOf } from "../notifications/record-title.ts";
import { assertNoFieldGained, type Receiver, receivers } from "./receiving.ts";
import { type SharedRecord, sharedRecord } from "./shared-record.ts";

type Place = { readonly plural: string; readonly id: string };

/** With whom the record is shared, those first who may change it. Throws `not_found`. */
export async function sharesOf(work: Work, { plural, id }: Place): Promise<OutputOf<typeof listShares>> {
  const record = await sharedRecord(work, plural, id);
  const given = await mostGiven(work, record);
  return {
    data: await sharesWhere(work, record, sql<SqlBool>`true`),
    most: permits(work.actor.rights, "records:share") ? given : null,
  };
}

/**
 * Shares a record, or changes for what it is shared. What was itself only shared with the actor is not passed on.
 * Throws `not_found`, `rights_exceeded` beyond what the actor's roles allow, `share_shows_hidden`, `link_not_found`, and
 * with `anew` `already_done` where it is shared with them.
 */
export async function giveShare(
  work: Work,
  runtime: Runtime,
  place: Place,
  { user, team, access, anew = false }: BodyOf<typeof shareRecord>,
): Promise<Share> {
  const record = await sharedRecord(work, place.plural, place.id);
  const most = await mostGiven(work, record);
  if (most === null || (access === "change" && most === "read")) throw new AppError("rights_exceeded");
  const userIds = await receivers(work, { user, team });
  await assertNoFieldGained(work, runtime, record, { userIds, access });
  const to = user ? sql<SqlBool>`s.user_id = ${user}::uuid` : sql<SqlBool>`s.team_id = ${team}::uuid`;
  const [before] = await sharesWhere(work, record, to);
  if (anew && before) throw new AppError("already_done");
  if (before?.access === "change" && access === "read" && !before.endable) throw new AppError("not_allowed");
  await sql`
    insert into record_shares (objects, record_id, user_id, team_id, access, created_at, created_by)
    values (${record.objects}::text[], ${record.id}, ${user ?? null}, ${team ?? null}, ${access}, ${work.now},
      ${work.actor.userId})
    on conflict (record_id, ${sql.ref(user ? "user_id" : "team_id")}) do update
    set access = excluded.access, created_at = excluded.created_at, created_by = excluded.created_by`.execute(
    work.db,
  );
  if (before?.access !== access) {
    await tell(work, record, "record_shared", { user, team, access });
    await tellReceivers(work, record, userIds, access);
  }
  const [made] = await sharesWhere(work, record, to);
  if (!made) throw new AppError("not_found");
  return made;
}

/** Ends a share; its receivers no longer see the record with their next request. Throws `not_found`, `not_allowed`. */
export async function takeShareBack(
  work: Work,
  { plural, id, share }: Place & { share: string },
): Promise<void> {
  const record = await sharedRecord(work, plural, id);
  const [found] = await sharesWhere(work, record, sql`s.id = ${share}::uuid`);
  if (!found) throw new AppError("not_found");
  if (!found.endable) throw new AppError("not_allowed");
  await sql`delete from record_shares where id = ${share}::uuid`.execute(work.db);
  await tell(work, record, "share_ended", { user: found.user?.id, team: found.team?.id });
}

/** The most that the actor may give away of a record: what their roles allow them, whatever was shared with them. */
async function mostGiven(work: Work, { object, id }: SharedRecord): Promise<Access | null> {
  const { shared: _, ...rights } = work.actor.rights;
  const byRoles: Work = { ...work, actor: { ...work.actor, rights } };
  for (const verb of ["change", "read"] as const)
    if ((await allowedIds(byRoles, object.name, [id], verb)).length > 0) return verb;
  return null;
}

interface Row {
  readonly id: string;
  readonly access: Access;
  readonly at: string;
  readonly user: { id: string; title: string } | null;
  readonly team: { id: string; title: string } | null;
  readonly by: { id: string; title: string } | null;
  readonly mine: boolean;
}

// A share with somebody whom the actor may not see is not told.
async function sharesWhere(
  work: Work,
  { object, id }: SharedRecord,
  condition: RawBuilder<SqlBool>,
): Promise<Share[]> {
  const named = (alias: string, name: string) =>
    sql`case when ${sql.ref(`${alias}.id`)} is not null then jsonb_build_object('id', ${sql.ref(`${alias}.id`)},
      'title', coalesce(${shown(work, [name, "name", alias], sql`${sql.ref(`${alias}.name`)}`)}, '')) end`;
  const { rows } = await sql<Row>`
    select s.id, s.access, ${isoInstant(sql`s.created_at`)} as at, ${named("u", "user")} as user,
      ${named("t", "team")} as team, ${named("b", "user")} as by,
      coalesce(s.created_by = ${work.actor.userId}::uuid or s.user_id = ${work.actor.userId}::uuid, false) as mine
    from record_shares s
    left join users u on u.id = s.user_id and ${visibleWhere(work, "user", "u")}
    left join teams t on t.id = s.team_id and t.archived_at is null and ${visibleWhere(work, "team", "t")}
    left join users b on b.id = s.created_by and ${visibleWhere(work, "user", "b")}
    where s.record_id = ${id}::uuid and (u.id is not null or t.id is not null) and ${condition}
    order by s.access, coalesce(u.name, t.name), s.id`.execute(work.db);
  const [changeable] = await allowedIds(work, object.name, [id], "change");
  const endsAll = changeable !== undefined && permits(work.actor.rights, "records:share");
  return rows.map(({ mine, ...row }) => ({ ...row, endable: mine || endsAll }));
}

const events = { record_shared: platformEvents.recordShared, share_ended: platformEvents.shareEnded };

async function tell(
  work: Work,
  { object: { name: object }, id: record }: SharedRecord,
  kind: keyof typeof events,
  to: Receiver & { readonly access?: Access },
): Promise<void> {
  const { user, team } = to;
  await note(work, { kind, object, record, details: { ...to } });
  work.emit({ name: events[kind], object, records: [record], payload: { user, team } });
  const whose = user ? { object: "user", records: [user] } : { object: "team", records: [team ?? ""] };
  work.emit({ name: platformEvents.rightsChanged, ...whose });
}

/** More are told by nobody: a whole company does not want each such line. */
const mostTold = 50;

async function tellReceivers(
  work: Work,
  { object, id }: SharedRecord,
  userIds: readonly string[],
  access: Access,
): Promise<void> {
  const told = userIds.filter((userId) => userId !== work.actor.userId);
  if (told.length > mostTold) return;
  const record = await get(work, object.name, id);
  const by = await work.db
    .selectFrom("users")
    .select("name")
    .where("id", "=", work.actor.userId)
    .executeTakeFirst();
  const params = { title: titleOf(object, record), by: by?.name ?? "" };
  await notify(work, told, access === "change" ? "record_shared_to_change" : "record_shared", {
    object: object.name,
    id,
    params,
  });
}
