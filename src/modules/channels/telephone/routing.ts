import { sql } from "kysely";
import type { Work } from "#records";
import type { Line } from "./line.ts";

/** What the switchboard is to do with a call that has just come. */
export type Route =
  | { readonly action: "dial"; readonly extensions: readonly string[] }
  | { readonly action: "queue" | "reject" };

/** To whom a call goes: who answers this conversation, else whose customer it is, where they have an extension; else as the line says. */
export async function routeOf(
  work: Work,
  { account, otherwise }: Line,
  conversation: string,
): Promise<Route> {
  const { rows } = await sql<{ state: string; extension: string | null }>`
    select c.state, e.extension from conversations c left join parties p on p.id = c.party_id
      left join phone_extensions e on e.account_id = ${account.id} and e.user_id in (c.owner_id, p.owner_id)
    where c.id = ${conversation} order by (e.user_id = c.owner_id) desc nulls last`.execute(work.db);
  if (rows[0]?.state === "spam") return { action: "reject" };
  const extensions = rows.flatMap(({ extension }) => extension ?? []);
  return extensions.length > 0 ? { action: "dial", extensions } : { action: otherwise };
}
