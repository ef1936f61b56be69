import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { type Seal, seal, unseal } from "#platform";
import { type Database, note, type RuntimeSettings, type Work } from "#records";
import { type Account, accountOf } from "../accounts/account.ts";
import { usualCountries } from "./calling-limits.ts";
import { edgeNow } from "./edge/edge-place.ts";
import { registrationOf } from "./edge/registration-state.ts";
import type { changeTelephoneLine, TelephoneLine } from "../contract/telephone.ts";

/** What opens a line; all of it is sealed. */
interface Secrets {
  /** By which the switchboard signs what it tells. */
  readonly secret?: string;
  /** In the address that a switchboard is given which cannot sign. */
  readonly token?: string;
  readonly twilio?: string;
  /** By which the line proves to its provider who it is. */
  readonly provider?: string;
}

interface Settings {
  readonly dialAddress: string;
  readonly callBackWithin: number;
  readonly otherwise: "queue" | "reject";
  /** Whether its calls come by our own edge, and are answered in the browser. */
  readonly softphone: boolean;
  /** From and to where they go, as `host` or `host:port`. */
  readonly peers: readonly string[];
  /** Seconds for which it rings at one of us before it rings at the next. */
  readonly ringFor: number;
  /** Which may be called by it; none: those that `usualCountries` names. */
  readonly countries: readonly string[];
  /** That each of us may begin by it. */
  readonly callsPerHour: number;
  /** Minutes after which one that we began is ended. */
  readonly longestCall: number;
  /** Whether what is spoken in the browser is recorded. */
  readonly record: boolean;
  /** Days for which recordings are kept; 0: as long as their call. */
  readonly keepRecordings: number;
  /** As whom the line registers at its provider, as `user` or `user@domain`; empty: it is known there by its address. */
  readonly providerUser: string;
  /** The name that goes with the password, where it is another. */
  readonly providerLogin: string;
}

const standard: Settings = {
  dialAddress: "",
  callBackWithin: 30,
  otherwise: "queue",
  softphone: false,
  peers: [],
  ringFor: 20,
  countries: [],
  callsPerHour: 60,
  longestCall: 120,
  record: false,
  keepRecordings: 0,
  providerUser: "",
  providerLogin: "",
};
const sealOf = (account: string): Seal => ({ purpose: "rapport channels 1", record: account });

export interface Line extends Settings {
  readonly account: Account;
  readonly secrets: Secrets;
}

/** A line with what opens it. Throws `not_found` where the account is none. */
export async function lineOf(
  db: Database | Work["db"],
  { secret }: Pick<RuntimeSettings, "secret">,
  id: string,
): Promise<Line> {
  const account = await accountOf(db, id);
  if (account.kind !== "telephone")
    throw new AppError("not_found", { params: { object: "channel_account" } });
  const { rows } = await sql<{ settings: Partial<Settings>; sealed: Buffer | null }>`
    select settings, sealed from channel_connections where account_id = ${id}`.execute(db);
  const [row] = rows;
  const secrets = row?.sealed ? (JSON.parse(unseal(secret, sealOf(id), row.sealed)) as Secrets) : {};
  return { ...standard, ...row?.settings, account, secrets };
}

/** As whom a line registers at its provider. */
export interface ProviderAccount {
  /** The server as it was named. */
  readonly server: string;
  readonly user: string;
  readonly domain: string;
  readonly login: string;
  readonly password: string;
}

/** The account of a line at its provider, of what is stored of the line; null where it has none, or no password yet. */
export function providerAccountIn(
  { secret }: Pick<RuntimeSettings, "secret">,
  id: string,
  stored: { readonly settings: Partial<Settings>; readonly sealed: Buffer | null },
): ProviderAccount | null {
  const { providerUser = "", providerLogin = "", peers = [] } = stored.settings;
  if (!providerUser || !stored.sealed) return null;
  const { provider: password } = JSON.parse(unseal(secret, sealOf(id), stored.sealed)) as Secrets;
  const [server = ""] = peers;
  const [user = "", domain = server.split(":")[0] ?? ""] = providerUser.split("@");
  return password && domain ? { server, user, domain, login: providerLogin || user, password } : null;
}

/** What the end of a call asks of its line, also where that lies in the bin: what was spoken there is settled all the same. */
export async function endingAt(
  db: Work["db"],
  id: string,
): Promise<{ readonly address: string | null; readonly callBackWithin: number }> {
  const { rows } = await sql<{ address: string | null; settings: Partial<Settings> | null }>`
    select a.address, c.settings from channel_accounts a left join channel_connections c on c.account_id = a.id
    where a.id = ${id}`.execute(db);
  return {
    address: rows[0]?.address ?? null,
    callBackWithin: rows[0]?.settings?.callBackWithin ?? standard.callBackWithin,
  };
}

export async function shownLine(work: Work, settings: RuntimeSettings, id: string): Promise<TelephoneLine> {
  const line = await lineOf(work.db, settings, id);
  const { secrets } = line;
  const address = `${settings.baseUrl}/cti/v1/${id}`;
  const { rows } = await sql<TelephoneLine["extensions"][number]>`
    select e.extension, e.user_id as "user", u.name from phone_extensions e join users u on u.id = e.user_id
    where e.account_id = ${id} order by e.extension`.execute(work.db);
  const edge = (await edgeNow(work.db))?.state ?? "off";
  return {
    addresses: {
      own: `${address}/events`,
      zammad: `${address}/zammad/…`,
      twilio: `${address}/twilio`,
    },
    has_secret: secrets.secret !== undefined,
    has_token: secrets.token !== undefined,
    has_twilio_token: secrets.twilio !== undefined,
    dial_address: line.dialAddress,
    call_back_within: line.callBackWithin,
    otherwise: line.otherwise,
    softphone: line.softphone,
    peers: [...line.peers],
    ring_for: line.ringFor,
    countries: [...line.countries],
    usual_countries: usualCountries(work.country, line.account.address),
    calls_per_hour: line.callsPerHour,
    longest_call: line.longestCall,
    record: line.record,
    keep_recordings: line.keepRecordings,
    provider_user: line.providerUser,
    provider_login: line.providerLogin,
    has_provider_password: secrets.provider !== undefined,
    registration: edge === "runs" && line.providerUser ? await registrationOf(work.db, id) : null,
    edge,
    extensions: rows,
  };
}

/** Changes how a line is connected. Throws `value_taken` for an extension or a user named twice. */
export async function changeLine(
  work: Work,
  settings: RuntimeSettings,
  id: string,
  body: BodyOf<typeof changeTelephoneLine>,
): Promise<TelephoneLine> {
  const line = await lineOf(work.db, settings, id);
  const { secrets } = line;
  const { twilio_token, extensions } = body;
  const changed = {
    dialAddress: body.dial_address ?? line.dialAddress,
    callBackWithin: body.call_back_within ?? line.callBackWithin,
    otherwise: body.otherwise ?? line.otherwise,
    softphone: body.softphone ?? line.softphone,
    peers: body.peers ?? line.peers,
    ringFor: body.ring_for ?? line.ringFor,
    countries: body.countries ?? line.countries,
    callsPerHour: body.calls_per_hour ?? line.callsPerHour,
    longestCall: body.longest_call ?? line.longestCall,
    record: body.record ?? line.record,
    keepRecordings: body.keep_recordings ?? line.keepRecordings,
    providerUser: body.provider_user ?? line.providerUser,
    providerLogin: body.provider_login ?? line.providerLogin,
  };
  const twilio = givenOr(twilio_token, secrets.twilio);
  const provider = givenOr(body.provider_password, secrets.provider);
  await keep(work, settings, line, { settings: changed, secrets: { ...secrets, twilio, provider } });
  if (extensions) await keepExtensions(work, id, extensions);
  return shownLine(work, settings, id);
}

/** A secret that is not given stays; null forgets it. */
const givenOr = (given: string | null | undefined, before: string | undefined): string | undefined =>
  given === undefined ? before : (given ?? undefined);

/** Makes a secret anew and tells it this once; the one before is worth nothing from now on. */
export async function makeSecret(
  work: Work,
  settings: RuntimeSettings,
  id: string,
  kind: "secret" | "token",
): Promise<{ secret: string }> {
  const line = await lineOf(work.db, settings, id);
  const { account: _account, secrets, ...stored } = line;
  const secret = randomBytes(24).toString("base64url");
  await keep(work, settings, line, { settings: stored, secrets: { ...secrets, [kind]: secret } });
  return { secret };
}

/** Keeps how a line is connected. How it stands at its provider stays where nothing of that was changed. */
async function keep(
  work: Work,
  { secret }: RuntimeSettings,
  line: Line,
  { settings, secrets }: { settings: Settings; secrets: Secrets },
): Promise<void> {
  const { id } = line.account;
  const stays =
    settings.providerUser !== "" && registersAs(settings, secrets) === registersAs(line, line.secrets);
  const sealed = seal(secret, sealOf(id), JSON.stringify(secrets));
  await sql`insert into channel_connections (account_id, settings, sealed) values (${id}, ${JSON.stringify(settings)}, ${sealed})
    on conflict (account_id) do update set settings = excluded.settings, sealed = excluded.sealed, changed_at = now(),
      cursor = case when ${stays} then channel_connections.cursor else '{}' end`.execute(work.db);
  await sql`update channel_accounts set state = case when ${stays} then state else 'working' end,
      problem = case when ${stays} then problem end, version = version + 1
    where id = ${id}`.execute(work.db);
  await note(work, { kind: "channel_connected", object: "channel_account", record: id });
}

/** As whom and where a line registers, as far as it is another if it changes. */
const registersAs = (
  { softphone, peers, providerUser, providerLogin }: Settings,
  { provider }: Secrets,
): string => JSON.stringify([softphone, peers[0], providerUser, providerLogin, provider]);

async function keepExtensions(
  work: Work,
  id: string,
  extensions: readonly { readonly extension: string; readonly user: string }[],
): Promise<void> {
  const names = extensions.map(({ extension }) => extension);
  const users = extensions.map(({ user }) => user);
  if (new Set(names).size < names.length || new Set(users).size < users.length)
    throw new AppError("value_taken", { field: "extensions" });
  await sql`delete from phone_extensions where account_id = ${id}`.execute(work.db);
  await sql`insert into phone_extensions (account_id, extension, user_id)
    select ${id}, extension, person from unnest(${names}::text[], ${users}::uuid[]) as come (extension, person)`.execute(
    work.db,
  );
}
