import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Work } from "#records";
import type { Answer } from "./answer.ts";

/** Under what an answer is kept. */
export interface Place {
  readonly caller: string;
  readonly key: string;
  readonly keyHash: Buffer;
  /** Opens what was sealed, together with the key, which is kept nowhere. */
  readonly secret: Buffer;
}

export interface KeptAnswer {
  readonly requestHash: Buffer;
  readonly answer: Answer;
}

/** Largest answer that is kept, in bytes. */
const largest = 1024 * 1024;

/** What was answered under the key within the last day. */
export async function findAnswer(work: Work, place: Place): Promise<KeptAnswer | undefined> {
  const { rows } = await sql<{ request_hash: Buffer; answer: Buffer }>`
    select request_hash, answer from kept_answers
    where caller = ${place.caller} and key_hash = ${place.keyHash} and at > ${work.now}::timestamptz - interval '1 day'`.execute(
    work.db,
  );
  const found = rows[0];
  return found && { requestHash: found.request_hash, answer: unseal(place, found.answer) };
}

/** Keeps an answer with what it answers for. Throws `too_large`. */
export async function keepAnswer(
  work: Work,
  place: Place,
  { requestHash, answer }: KeptAnswer,
): Promise<void> {
  const sealed = seal(place, answer);
  if (sealed.length > largest) throw new AppError("too_large");
  await sql`
    insert into kept_answers (caller, key_hash, request_hash, answer, at)
    values (${place.caller}, ${place.keyHash}, ${requestHash}, ${sealed}, ${work.now}::timestamptz)
    on conflict (caller, key_hash) do update
      set request_hash = excluded.request_hash, answer = excluded.answer, at = excluded.at`.execute(work.db);
}

// nonce (12 bytes) · tag (16) · ciphertext, by AES-256-GCM; a key of its own for each answer.
function seal(place: Place, answer: Answer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", sealingKey(place), nonce);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(answer), "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

function unseal(place: Place, sealed: Buffer): Answer {
  const decipher = createDecipheriv("aes-256-gcm", sealingKey(place), sealed.subarray(0, 12));
  decipher.setAuthTag(sealed.subarray(12, 28));
  const text = decipher.update(sealed.subarray(28), undefined, "utf8") + decipher.final("utf8");
  return JSON.parse(text) as Answer;
}

function sealingKey({ secret, caller, key }: Place): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", `rapport kept answers 1 ${caller} ${key}`, 32));
}
