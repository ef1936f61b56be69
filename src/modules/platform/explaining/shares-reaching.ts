import { sql } from "kysely";
import { type Actor, isoInstant, type Work } from "#records";
import type { Access } from "#records/contract";
import type { Ground } from "../contract/index.ts";
import type { Names } from "./naming.ts";

interface Row {
  readonly access: Access;
  readonly at: string;
  readonly by: string | null;
  readonly team: { readonly id: string; readonly title: string } | null;
}

/** The shares of a record that reach the user, themselves or by a team, and allow it. */
export async function sharesReaching(
  work: Work,
  names: Names,
  { userId, teamIds = [] }: Actor,
  id: string,
  verb: Access,
): Promise<Extract<Ground, { kind: "share" }>[]> {
  const { rows } = await sql<Row>`
    select s.access, ${isoInstant(sql`s.created_at`)} as at, s.created_by as by,
      case when t.id is not null then jsonb_build_object('id', t.id, 'title', t.name) end as team
    from record_shares s left join teams t on t.id = s.team_id
    where s.record_id = ${id}::uuid and (s.user_id = ${userId}::uuid or s.team_id = any(${teamIds}::uuid[]))
      and (${verb} = 'read' or s.access = 'change')
    order by s.created_at, s.id`.execute(work.db);
  return Promise.all(
    rows.map(async ({ by, ...row }) => ({ kind: "share", ...row, by: by ? await names.user(by) : null })),
  );
}
