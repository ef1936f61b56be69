import { sql } from "kysely";
import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { assertMayChange, byRule, create, get, note, type Runtime, update, type Work } from "#records";
import { grantOn, type LinkValue } from "#records/contract";
import type { addMailbox, MailboxSettings, MailboxWritten } from "../../contract/mailboxes.ts";
import type { MailboxSecrets } from "../connecting/secrets.ts";
import { keepMailbox, type Mailbox, mailboxOf } from "../connecting/stored-connection.ts";

type Room = Pick<Runtime, "database" | "settings">;

/**
 * Connects a new mailbox: one's own by whoever answers, one of all by who may add channels. Throws `value_taken` for the address of
 * another mailbox, `not_allowed` for an own one with an address that is not the user's.
 */
export async function add(
  work: Work,
  room: Room,
  { personal, ...written }: BodyOf<typeof addMailbox>,
): Promise<{ id: string }> {
  const values = { ...valuesOf(written), kind: "mailbox" };
  if (personal && !grantOn(work.actor.rights, "channel_account").create)
    await assertOwnAddress(work, values.address);
  const { id } = personal
    ? await create(byRule(work), "channel_account", { ...values, user: work.actor.userId })
    : await create(work, "channel_account", values);
  await connect(work, room, { account: id, settings: written.settings, secrets: given(written) });
  return { id };
}

/** Changes how a mailbox is reached. What it signs in with elsewhere is told anew: nobody is sent what they were never told. */
export async function change(work: Work, room: Room, id: string, written: MailboxWritten): Promise<void> {
  await takeMailbox(work, id);
  const before = await mailboxOf({ database: work.db, settings: room.settings }, id);
  const kept = before && isSameWay(before.settings, written.settings) ? before.secrets : {};
  const values = valuesOf(written);
  if (grantOn(work.actor.rights, "channel_account").change === "none")
    await assertOwnAddress(work, values.address, id);
  await update(byRule(work), "channel_account", id, values);
  await connect(work, room, {
    account: id,
    settings: written.settings,
    secrets: { ...kept, ...given(written) },
  });
}

/** Who says where mail of others goes reads it: that is for those who set up channels. One that a mailbox has already stays. */
async function assertOwnAddress(work: Work, address: string, mailbox: string | null = null): Promise<void> {
  const { rows } = await sql`
    select 1 from users where id = ${work.actor.userId} and email = ${address}
    union all select 1 from channel_accounts where id = ${mailbox} and lower(address) = ${address}`.execute(
    work.db,
  );
  if (rows.length === 0) throw new AppError("not_allowed", { field: "address" });
}

function valuesOf({ name, address, from_name, signature, active }: MailboxWritten) {
  return { name, address: address.toLowerCase(), from_name, signature, active };
}

/** What was opened by another secret is opened by it no longer. */
function given({ secrets }: MailboxWritten): MailboxSecrets {
  return secrets.clientSecret ? { ...secrets, accessUntil: 0 } : secrets;
}

async function connect(work: Work, { settings: { secret } }: Room, mailbox: Mailbox): Promise<void> {
  const { signIn } = mailbox.settings;
  if (signIn === "password" && !mailbox.secrets.password)
    throw new AppError("field_required", { field: "password" });
  if (signIn === "oauth" && !mailbox.settings.oauth) throw new AppError("field_required", { field: "oauth" });
  await keepMailbox(work.db, secret, mailbox);
  // What was wrong may be well now.
  await sql`update channel_accounts set state = 'unset', problem = null where id = ${mailbox.account}`.execute(
    work.db,
  );
  await note(work, {
    kind: "channel_connected",
    object: "channel_account",
    record: mailbox.account,
  });
}

function isSameWay(left: MailboxSettings, right: MailboxSettings): boolean {
  const way = ({ imap, smtp, userName, signIn, oauth }: MailboxSettings) =>
    JSON.stringify([
      imap && [imap.host, imap.port, imap.security],
      smtp && [smtp.host, smtp.port, smtp.security],
      userName,
      signIn,
      oauth?.tokenEndpoint,
      oauth?.clientId,
    ]);
  return way(left) === way(right);
}

/**
 * A mailbox to set up: seen (else `not_found`), and one's own or of a kind that one may change (else `not_allowed`).
 */
export async function takeMailbox(work: Work, id: string): Promise<void> {
  const account = await get(work, "channel_account", id);
  if (account["kind"] !== "mailbox")
    throw new AppError("not_found", { params: { object: "channel_account" } });
  if ((account["user"] as LinkValue | null)?.id !== work.actor.userId)
    await assertMayChange(work, "channel_account", id);
}
