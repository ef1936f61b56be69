import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";

/**
 * Seals the numbers of identity documents by AES-256-GCM. The key is derived from the secret of the
 * installation (HKDF, RFC 5869); the blob names the key it needs, so that a later one can stand beside it:
 *
 *     key id (4 bytes) · nonce (12) · tag (16) · ciphertext
 *
 * The id of the document is authenticated along: a blob moved to another row does not open.
 */
export function seal(secret: Buffer, documentId: string, number: string): Buffer {
  const { key, keyId } = documentKey(secret);
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(documentId));
  const sealed = Buffer.concat([cipher.update(number, "utf8"), cipher.final()]);
  return Buffer.concat([keyId, nonce, cipher.getAuthTag(), sealed]);
}

/** The number again. Throws when the blob was sealed by another key, for another document, or was changed. */
export function unseal(secret: Buffer, documentId: string, blob: Buffer): string {
  const { key, keyId } = documentKey(secret);
  if (!blob.subarray(0, 4).equals(keyId))
    throw new Error("An identity document was sealed by a key that is not here");
  const decipher = createDecipheriv("aes-256-gcm", key, blob.subarray(4, 16))
    .setAAD(Buffer.from(documentId))
    .setAuthTag(blob.subarray(16, 32));
  return decipher.update(blob.subarray(32), undefined, "utf8") + decipher.final("utf8");
}

/** The last characters, by which a person tells documents apart: at most four, never more than a third. */
export function endingOf(number: string): string {
  return number.slice(-Math.min(4, Math.floor(number.length / 3)));
}

function documentKey(secret: Buffer): { readonly key: Buffer; readonly keyId: Buffer } {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "rapport identity documents 1", 32));
  return { key, keyId: createHash("sha256").update(key).digest().subarray(0, 4) };
}
