import { sql } from "kysely";
import { notify } from "#platform";
import type { NotificationKind } from "#platform/contract";
import type { Runtime, Work } from "#records";
import type { MailTrouble } from "../contract/mailboxes.ts";
import type { MessengerTrouble } from "../contract/messengers.ts";

/** Why an account is not reached. */
export type Trouble = MailTrouble | MessengerTrouble;

/** Notes that an account was heard. */
export async function noteWorking({ database }: Runtime, account: string): Promise<void> {
  await sql`update channel_accounts set state = 'working', problem = null, checked_at = now()
    where id = ${account} and (state <> 'working' or checked_at is null or checked_at < now() - interval '1 minute')`.execute(
    database,
  );
}

/** Notes why it was not; who can sign in again is told once of each time that it has to be done. */
export async function noteTrouble(runtime: Runtime, account: string, trouble: Trouble): Promise<void> {
  const state = trouble === "sign_in" ? "sign_in_again" : "failing";
  await runtime.runAsSystem(async (work) => {
    const { rows } = await sql<{ name: string; kind: string; user: string | null }>`
      update channel_accounts set state = ${state}, problem = ${trouble}, checked_at = now()
      where id = ${account} and (state <> ${state} or problem is distinct from ${trouble}) returning name, kind, user_id as "user"`.execute(
      work.db,
    );
    const [told] = rows;
    if (!told || trouble !== "sign_in") return;
    const users = told.user ? [told.user] : await administrators(work);
    await notify(work, users, noticeOf(told.kind), {
      object: "channel_account",
      id: account,
      params: { title: told.name },
      once: `sign in ${account} ${work.now.toISOString()}`,
    });
  });
}

function noticeOf(kind: string): NotificationKind {
  if (kind === "mailbox") return "mailbox_sign_in";
  return kind === "telephone" ? "line_sign_in" : "messenger_sign_in";
}

async function administrators(work: Work): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct u.id from users u join user_roles ur on ur.user_id = u.id join roles r on r.id = ur.role_id
    where u.active and u.archived_at is null and r.key = 'administrator'`.execute(work.db);
  return rows.map(({ id }) => id);
}
