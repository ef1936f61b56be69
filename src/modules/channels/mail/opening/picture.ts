import { sql } from "kysely";
import type Mail from "nodemailer/lib/mailer/index.js";
import type { Runtime, RuntimeSettings } from "#records";
import { htmlOfText } from "../sending/signing.ts";
import { isProof, proofOf } from "../threading/message-ids.ts";

type Settings = Pick<RuntimeSettings, "secret" | "baseUrl">;

/** Where the pictures are by whose fetching a letter is known to have been opened. */
export const openedPath = "/mail-opened";

/**
 * A letter with a picture that tells us when it was opened, where the one whom it goes to has consented to be looked at so; else as it
 * was: who did not is told nothing of and watched by nothing.
 */
export async function noticing(runtime: Runtime, message: string, mail: Mail.Options): Promise<Mail.Options> {
  const all = [mail.to, mail.cc, mail.bcc].flatMap((some) => some ?? []);
  if (all.length !== 1 || !(await mayNotice(runtime.database, message))) return mail;
  const picture = `<img src="${addressOf(runtime.settings, message)}" width="1" height="1" alt="">`;
  const html = typeof mail.html === "string" ? mail.html : htmlOfText(String(mail.text ?? ""));
  return { ...mail, html: html + picture };
}

function addressOf(settings: Settings, message: string): string {
  return `${settings.baseUrl}${openedPath}/${message}-${proofOf(settings, proven(message))}.gif`;
}

/** The message whose picture stands at a path; null where we did not make it. */
export function messageOfPicture(settings: Settings, path: string): string | null {
  const [, message = "", proof = ""] = /^([0-9a-f-]{36})-([0-9a-f]{20})\.gif$/.exec(path) ?? [];
  return message && isProof(settings, proven(message), proof) ? message : null;
}

function proven(message: string): string {
  return `opened ${message}`;
}

/** Whether its customer consents to profiling by mail, by the newest word on it; what machines write is no letter. */
export async function mayNotice(database: Runtime["database"], message: string): Promise<boolean> {
  const { rows } = await sql<{ given: boolean }>`
    select n.given from messages m join conversations c on c.id = m.conversation_id
      join consents n on n.party_id = c.party_id and n.purpose = 'profiling' and n.channel in ('email', 'any') and n.archived_at is null
    where m.id = ${message} and m.direction = 'out' and not m.automatic
    order by n.created_at desc, n.id desc limit 1`.execute(database);
  return rows[0]?.given ?? false;
}
