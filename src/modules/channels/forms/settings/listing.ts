import { sql } from "kysely";
import type { OutputOf } from "#kernel/action";
import { type RuntimeSettings, visibleWhere, type Work } from "#records";
import { grantOn } from "#records/contract";
import { type FormShown, formSettings, type listForms } from "../../contract/forms.ts";

/** Counting goes no further. */
const mostCounted = 10_000;

type Row = Omit<FormShown, "settings" | "address"> & { settings: unknown };

/** The forms that the actor may set up. */
export async function formsOf(work: Work, { baseUrl }: RuntimeSettings): Promise<OutputOf<typeof listForms>> {
  const grant = grantOn(work.actor.rights, "channel_account");
  const mayChange = grant.change !== "none";
  const { rows } = await sql<Row>`
    select a.id, a.name, a.active, a.queue_id as queue, a.language, a.unknown, c.settings,
      (select count(*)::int from (select 1 from receipts r where r.account_id = a.id limit ${mostCounted}) as sent) as sent
    from channel_accounts a join web_forms c on c.account_id = a.id
    where a.kind = 'form' and a.archived_at is null and ${mayChange}::boolean and ${visibleWhere(work, "channel_account", "a")}
    order by lower(a.name), a.id limit 500`.execute(work.db);
  return {
    may_add: grant.create,
    data: rows.flatMap((row) => {
      const settings = formSettings.safeParse(row.settings).data;
      return settings ? [{ ...row, settings, address: `${baseUrl}/form/${row.id}` }] : [];
    }),
  };
}
