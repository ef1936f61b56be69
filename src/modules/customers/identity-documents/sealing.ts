import { type Seal, seal, unseal } from "#platform";

/** Seals the number of an identity document, for that document alone. */
export function sealNumber(secret: Buffer, documentId: string, number: string): Buffer {
  return seal(secret, of(documentId), number);
}

/** The number again. Throws when it was sealed by another key, for another document, or was changed. */
export function openNumber(secret: Buffer, documentId: string, blob: Buffer): string {
  return unseal(secret, of(documentId), blob);
}

/** The last characters, by which a person tells documents apart: at most four, never more than a third. */
export function endingOf(number: string): string {
  return number.slice(-Math.min(4, Math.floor(number.length / 3)));
}

function of(documentId: string): Seal {
  return { purpose: "rapport identity documents 1", record: documentId };
}
