import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Database, Work } from "#records";
import type { AccountKind } from "../contract/channels.ts";

/** An account as the product itself needs it, whoever acts. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly kind: AccountKind;
  readonly address: string | null;
  /** Whose it is alone; null: everybody's. */
  readonly user: string | null;
  readonly queue: string | null;
  readonly language: string | null;
  readonly unknown: "wait" | "lead";
  readonly fromName: string | null;
  readonly signature: string | null;
  readonly active: boolean;
}

/** Throws `not_found` where there is none, or it lies in the bin. */
export async function accountOf(db: Work["db"] | Database, id: string): Promise<Account> {
  const { rows } = await sql<Account>`
    select id, name, kind, address, user_id as "user", queue_id as queue, language, unknown, from_name as "fromName",
      signature, active
    from channel_accounts where id = ${id} and archived_at is null`.execute(db);
  const [account] = rows;
  if (!account) throw new AppError("not_found", { params: { object: "channel_account" } });
  return account;
}
