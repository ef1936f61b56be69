import { sql } from "kysely";
import type { Database, Runtime, Work } from "#records";
import { noteTrouble, noteWorking } from "../../connections/state.ts";
import type { TelephoneLine } from "../../contract/telephone.ts";

export type RegistrationState = NonNullable<TelephoneLine["registration"]>;

/** How a line stands at its provider, as it was last heard. */
export async function registrationOf(
  db: Database | Work["db"],
  line: string,
): Promise<RegistrationState | null> {
  const { rows } = await sql<{ registration: RegistrationState | null }>`
    select cursor -> 'registration' as registration from channel_connections where account_id = ${line}`.execute(
    db,
  );
  return rows[0]?.registration ?? null;
}

/** Notes how it stands there, also for the lists of accounts; administrators are told of a line that is refused. */
export async function noteRegistration(
  runtime: Runtime,
  line: string,
  registration: RegistrationState,
): Promise<void> {
  const { state } = registration;
  await sql`update channel_connections set cursor = cursor || ${JSON.stringify({ registration })}::jsonb
    where account_id = ${line}`.execute(runtime.database);
  if (state === "registered") return noteWorking(runtime, line);
  if (state !== "trying") await noteTrouble(runtime, line, state === "refused" ? "sign_in" : "unreachable");
}
