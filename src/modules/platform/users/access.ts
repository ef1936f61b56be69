import { sql } from "kysely";
import type { OutputOf } from "#kernel/action";
import type { Work } from "#records";
import type { listAccess } from "../contract/index.ts";

/** How each user gets in, for the administrator's table of users. */
export async function accessOfAll(work: Work): Promise<OutputOf<typeof listAccess>> {
  const { rows } = await sql<{ id: string; state: State; second_factor: boolean; seen: Date | null }>`
    select u.id,
      case
        when not u.active then 'deactivated'
        when login.id is not null then 'can_sign_in'
        when invited.expires_at > now() then 'invited'
        when invited.expires_at is not null then 'invitation_expired'
        else 'no_access'
      end as state,
      coalesce(login."twoFactorEnabled", false) as second_factor,
      (select max(s."updatedAt") from auth.session s where s."userId" = u.id) as seen
    from users u
    left join auth."user" login on login.id = u.id
    left join lateral (
      select max(i.expires_at) as expires_at from invitations i
      where i.user_id = u.id and i.accepted_at is null and i.withdrawn_at is null) invited on true
    where u.archived_at is null`.execute(work.db);
  return {
    data: rows.map((row) => ({
      userId: row.id,
      state: row.state,
      secondFactor: row.second_factor,
      lastSeenAt: row.seen?.toISOString() ?? null,
    })),
  };
}

type State = OutputOf<typeof listAccess>["data"][number]["state"];
