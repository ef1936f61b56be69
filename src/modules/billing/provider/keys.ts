import { sql } from "kysely";
import { openEgress, seal, unseal } from "#platform";
import type { BodyOf, OutputOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import type { Database, Runtime, RuntimeSettings, Work } from "#records";
import type { changePaymentProvider, readPaymentProvider } from "../contract/provider.ts";
import type { PaymentProvider } from "./provider.ts";
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
    has_keys: Boolean(row?.secret_key && row.notice_secret),
    notices_address: `${baseUrl}/payment-notices/stripe`,
  };
}

/** Keeps the keys, sealed; those not given stay. */
export async function changeProvider(
  work: Work,
  settings: RuntimeSettings,
  { enabled, secret_key, notice_secret, address }: BodyOf<typeof changePaymentProvider>,
): Promise<Shown> {
  const before = await stored(work.db);
  const key = secret_key ? seal(settings.secret, of("secret key"), secret_key) : (before?.secret_key ?? null);
  const notice = notice_secret
    ? seal(settings.secret, of("notice secret"), notice_secret)
    : (before?.notice_secret ?? null);
  if (enabled && !(key && notice))
    throw new AppError("provider_not_set_up", { field: key ? "notice_secret" : "secret_key" });
  await sql`
    insert into payment_providers (name, enabled, address, secret_key, notice_secret, updated_by)
    values ('stripe', ${enabled}, ${address ?? before?.address ?? stripe}, ${key}, ${notice}, ${work.actor.userId}::uuid)
    on conflict (name) do update set enabled = excluded.enabled, address = excluded.address, secret_key = excluded.secret_key,
      notice_secret = excluded.notice_secret, updated_at = now(), updated_by = excluded.updated_by`.execute(
    work.db,
  );
  return shownProvider(work, settings);
}

/** The provider by which customers pay. Throws `provider_not_set_up`. */
export async function openProvider({ database, settings }: Runtime): Promise<PaymentProvider> {
  const row = await stored(database);
  if (!row?.enabled || !row.secret_key || !row.notice_secret) throw new AppError("provider_not_set_up");
  const keys = {
    secretKey: unseal(settings.secret, of("secret key"), row.secret_key),
    noticeSecret: unseal(settings.secret, of("notice secret"), row.notice_secret),
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
