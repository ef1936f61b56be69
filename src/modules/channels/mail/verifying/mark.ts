import { createHash, createHmac, hkdfSync } from "node:crypto";
import { isSameSecret, type RuntimeSettings } from "#records";

type Secret = Pick<RuntimeSettings, "secret">;

const header = "X-Rapport-Checked";
/** Where our line stands: before all that came, in mails of earlier versions behind what the envelope said. */
const ourHead = 2 * 4096;

/** A line before a mail that says what was checked of it, and that we said so of these very bytes. */
export function markOf(settings: Secret, said: string, mail: Buffer): string {
  return `${header}: ${said}; ${proofOf(settings, said, mail)}\r\n`;
}

/** What our line before a mail says; null where there is none, and where somebody else wrote it. */
export function markIn(settings: Secret, raw: Buffer): string | null {
  const head = raw.subarray(0, ourHead).toString("latin1");
  const found = new RegExp(`^${header}: (.{1,2000}); ([0-9a-f]{64})\\r\\n`, "m").exec(head);
  const [line = "", said = "", proof] = found ?? [];
  if (!found) return null;
  const mail = raw.subarray(found.index + line.length);
  return isSameSecret(proof, proofOf(settings, said, mail)) ? said : null;
}

function proofOf({ secret }: Secret, said: string, mail: Buffer): string {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "rapport mail checks 1", 32));
  return createHmac("sha256", key)
    .update(`${said}\n`)
    .update(createHash("sha256").update(mail).digest())
    .digest("hex");
}
