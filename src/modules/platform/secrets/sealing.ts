import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";

/** What a sealed text is for, and the record it stands in: it opens for no other. */
export interface Seal {
  /** A key of its own is derived for each: `rapport webhooks 1`. */
  readonly purpose: string;
  readonly record: string;
}

/**
 * Seals a text by AES-256-GCM. The key is derived from the secret of the installation (HKDF, RFC 5869); the blob names
 * the key it needs, so that a later one can stand beside it:
 *
 *     key id (4 bytes) · nonce (12) · tag (16) · ciphertext
 *
 * The id of the record is authenticated along: a blob moved to another row does not open.
 */
export function seal(secret: Buffer, { purpose, record }: Seal, text: string): Buffer {
  const { key, keyId } = keyFor(secret, purpose);
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(record));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([keyId, nonce, cipher.getAuthTag(), sealed]);
}

/** The text again. Throws when the blob was sealed by another key, for another record, or was changed. */
export function unseal(secret: Buffer, { purpose, record }: Seal, blob: Buffer): string {
  const { key, keyId } = keyFor(secret, purpose);
  if (!blob.subarray(0, 4).equals(keyId)) throw new Error("It was sealed by a key that is not here");
  const decipher = createDecipheriv("aes-256-gcm", key, blob.subarray(4, 16))
    .setAAD(Buffer.from(record))
    .setAuthTag(blob.subarray(16, 32));
  return decipher.update(blob.subarray(32), undefined, "utf8") + decipher.final("utf8");
}

function keyFor(secret: Buffer, purpose: string): { readonly key: Buffer; readonly keyId: Buffer } {
  const key = Buffer.from(hkdfSync("sha256", secret, "", purpose, 32));
  return { key, keyId: createHash("sha256").update(key).digest().subarray(0, 4) };
}
