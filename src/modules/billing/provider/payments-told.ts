import { sql } from "kysely";
import type { Work } from "#records";
import type { Notice } from "./provider.ts";

/** The payment of ours that a notice speaks of; null where we know of none (yet). */
export async function paymentToldOf(work: Work, { provider, payment }: Notice): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from payments where provider = ${provider} and provider_reference = ${payment} and archived_at is null`.execute(
    work.db,
  );
  return rows[0]?.id ?? null;
}
