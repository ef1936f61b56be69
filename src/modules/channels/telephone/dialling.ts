import { sql } from "kysely";
import { normalised } from "#customers";
import { AppError } from "#kernel/error";
import { EgressError, openEgress, signatureOf } from "#platform";
import { type Edge, get, noteAt } from "#records";
import { refusalOf } from "./calling-limits.ts";
import { nameOfAgent } from "./edge/messages.ts";
import { type Line, lineOf } from "./line.ts";

interface Dialled {
  readonly way: "switchboard" | "softphone" | "telephone";
  readonly address: string | null;
}

/**
 * Has the switchboard ring the caller's own telephone and then the number; where the line has none to ask, the telephone in the
 * browser dials, or that of the device. Throws `field_invalid` for what is no number, `extension_missing`, `switchboard_silent`, and by
 * the telephone in the browser what `refusalOf` says.
 */
export async function dialNumber(edge: Edge, account: string, asked: string): Promise<Dialled> {
  const { runtime, actor } = edge;
  const { line, number, extension, refused } = await runtime.read(actor, "screen", async (work) => {
    await get(work, "channel_account", account);
    const number = normalised("phone", asked, work.country);
    if (number === null) throw new AppError("field_invalid", { field: "number" });
    const line = await lineOf(work.db, runtime.settings, account);
    const { rows } = await sql<{ extension: string }>`
      select extension from phone_extensions where account_id = ${account} and user_id = ${actor.userId}`.execute(
      work.db,
    );
    const user = actor.userId ?? "";
    const refused = line.softphone && rows[0] ? await refusalOf(work, line, { number, user }) : null;
    return { line, number, extension: rows[0]?.extension, refused };
  });
  if (!line.account.active) throw new AppError("account_not_active");
  if (refused) {
    const details = { number, why: refused.why };
    await noteAt(edge, { kind: "call_refused", object: "channel_account", record: account, details });
    throw new AppError(refused.why, { params: refused.params });
  }
  if (line.softphone) return bySoftphone(line, number, extension);
  if (!line.dialAddress) return { way: "telephone", address: `tel:${number}` };
  if (!extension) throw new AppError("extension_missing");
  await ask(runtime.settings, line, { number, extension });
  return { way: "switchboard", address: null };
}

function bySoftphone({ account }: Line, number: string, extension: string | undefined): Dialled {
  if (!extension) throw new AppError("extension_missing");
  if (!/^\+\d{5,15}$/.test(number)) throw new AppError("field_invalid", { field: "number" });
  return { way: "softphone", address: `sip:${nameOfAgent(account.id)}.${number}@rapport` };
}

async function ask(
  settings: Edge["runtime"]["settings"],
  { dialAddress, secrets, account }: Line,
  { number, extension }: { number: string; extension: string },
): Promise<void> {
  const body = JSON.stringify({ action: "dial", line: account.address, extension, number });
  const time = String(Math.floor(Date.now() / 1000));
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (secrets.secret)
    headers["rapport-signature"] = `t=${time},v1=${signatureOf(secrets.secret, time, body)}`;
  try {
    const { status } = await openEgress(settings).send({
      method: "POST",
      address: dialAddress,
      headers,
      body,
    });
    if (status >= 300) throw new AppError("switchboard_silent", { params: { status } });
  } catch (error) {
    if (error instanceof EgressError) throw new AppError("switchboard_silent", { params: { status: 0 } });
    throw error;
  }
}
