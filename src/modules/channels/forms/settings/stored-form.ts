import { sql } from "kysely";
import { isLocale, type Locale } from "#kernel/locale";
import type { Database, Work } from "#records";
import { type Account, accountOf } from "../../accounts/account.ts";
import { type FormSettings, formSettings } from "../../contract/forms.ts";

/** A form with all that it asks. */
export interface Form {
  readonly account: Account;
  readonly settings: FormSettings;
  readonly language: Locale;
}

/** The form of an account; null for what is none. */
export async function formOf(db: Database | Work["db"], id: string): Promise<Form | null> {
  const account = await accountOf(db, id).catch(() => null);
  if (account?.kind !== "form") return null;
  const { rows } = await sql<{ settings: unknown }>`
    select settings from web_forms where account_id = ${id}`.execute(db);
  const settings = formSettings.safeParse(rows[0]?.settings).data;
  return settings
    ? { account, settings, language: isLocale(account.language) ? account.language : "en" }
    : null;
}

/** The mailbox by which a form is answered, while it is one of all and sends; null where there is none. */
export async function mailboxOfForm(db: Database | Work["db"], form: string): Promise<Account | null> {
  const { rows } = await sql<{ id: string }>`
    select a.id from web_forms f join channel_accounts a on a.id = (f.settings ->> 'mailbox')::uuid
      join channel_connections c on c.account_id = a.id
    where f.account_id = ${form} and a.kind = 'mailbox' and a.user_id is null and a.active and a.archived_at is null
      and a.address is not null and jsonb_typeof(c.settings -> 'smtp') = 'object'`.execute(db);
  return rows[0] ? accountOf(db, rows[0].id) : null;
}
