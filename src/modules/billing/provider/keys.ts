import { sql } from "kysely";
import { openEgress, type Seal, seal, unseal } from "#platform";
import type { BodyOf, OutputOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { type Database, note, type Runtime, type RuntimeSettings, type Work } from "#records";
import type { changePaymentProvider, readPaymentProvider } from "../contract/provider.ts";
import type { PaymentProvider } from "./provider.ts";
import { heardTypes } from "./stripe/notices.ts";
import { openStripe } from "./stripe/stripe.ts";

type Shown = OutputOf<typeof readPaymentProvider>;

interface Row {
  readonly enabled: boolean;
  readonly address: string;
  readonly secret_key: Buffer | null;
  readonly notice_secret: Buffer | null;
}

const stripe = "https://api.stripe.com";
const of = (record: "secret key" | "notice secret") => ({
  purpose: "rapport payment provider 1",
  record: `stripe ${record}`,
});

export async function shownProvider(work: Work, { baseUrl }: RuntimeSettings): Promise<Shown> {
  const row = await stored(work.db);
  return {
    name: "stripe",
    enabled: row?.enabled ?? false,
    has_secret_key: Boolean(row?.secret_key),
    has_notice_secret: Boolean(row?.notice_secret),
    notices_address: `${baseUrl}/payment-notices/stripe`,
    notices: [...heardTypes],
    noticed_at: await lastNotice(work),
  };
}

async function lastNotice({ db }: Work): Promise<string | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(received_at) as at from payment_notices where provider = 'stripe'`.execute(db);
  return rows[0]?.at?.toISOString() ?? null;
}

/** Keeps the keys, sealed; those not given stay, null forgets one. Throws `provider_not_set_up`, `field_required`. */
export async function changeProvider(
  work: Work,
  settings: RuntimeSettings,
  { enabled, secret_key, notice_secret, address }: BodyOf<typeof changePaymentProvider>,
): Promise<Shown> {
  const before = await stored(work.db);
  // Who sends the key elsewhere has to know it.
  if (address && before?.secret_key && address !== before.address && !secret_key)
    throw new AppError("field_required", { field: "secret_key" });
  const kept = (given: string | null | undefined, seals: Seal, known: Buffer | null | undefined) =>
    given === undefined ? (known ?? null) : given && seal(settings.secret, seals, given);
  const key = kept(secret_key, of("secret key"), before?.secret_key);
  const notice = kept(notice_secret, of("notice secret"), before?.notice_secret);
  if (enabled && !(key && notice))
    throw new AppError("provider_not_set_up", { field: key ? "notice_secret" : "secret_key" });
  await sql`
    insert into payment_providers (name, enabled, address, secret_key, notice_secret, updated_by)
    values ('stripe', ${enabled}, ${address ?? before?.address ?? stripe}, ${key}, ${notice}, ${work.actor.userId}::uuid)
    on conflict (name) do update set enabled = excluded.enabled, address = excluded.address, secret_key = excluded.secret_key,
      notice_secret = excluded.notice_secret, updated_at = now(), updated_by = excluded.updated_by`.execute(
    work.db,
  );
  await note(work, { kind: "payment_provider_changed" });
  return shownProvider(work, settings);
}

/** Asks the provider whether it takes the key that is kept, switched on or not. Throws `provider_not_set_up`. */
export async function tryProvider({ database, settings }: Runtime): Promise<{ readonly live: boolean }> {
  const row = await stored(database);
  if (!row?.secret_key) throw new AppError("provider_not_set_up", { field: "secret_key" });
  return opened(settings, row).tryKey();
}

/** The provider by which customers pay. Throws `provider_not_set_up`. */
export async function openProvider({ database, settings }: Runtime): Promise<PaymentProvider> {
  const row = await stored(database);
  if (!row?.enabled || !row.secret_key || !row.notice_secret) throw new AppError("provider_not_set_up");
  return opened(settings, row);
}

function opened(settings: RuntimeSettings, row: Row): PaymentProvider {
  const plain = (record: Parameters<typeof of>[0], sealed: Buffer | null) =>
    sealed ? unseal(settings.secret, of(record), sealed) : "";
  const keys = {
    secretKey: plain("secret key", row.secret_key),
    noticeSecret: plain("notice secret", row.notice_secret),
  };
  return openStripe(openEgress(settings), keys, row.address);
}

export async function isProviderOn({ db }: Work): Promise<boolean> {
  return (await stored(db))?.enabled ?? false;
}

async function stored(database: Database): Promise<Row | undefined> {
  const { rows } = await sql<Row>`
    select enabled, address, secret_key, notice_secret from payment_providers where name = 'stripe'`.execute(
    database,
  );
  return rows[0];
}
