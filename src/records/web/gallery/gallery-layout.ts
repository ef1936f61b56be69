import type { ObjectMetadata } from "#records/contract";

/** Fields that a card has lines for. */
export const mostFields = 6;
const narrowest = 272;

/** How many cards stand side by side in so many pixels. */
export function cardsAcross(width: number, gap: number): number {
  return Math.max(1, Math.floor((width + gap) / (narrowest + gap)));
}

/** Pixels of a card that shows so many fields. */
export function cardHeight(fields: number): number {
  return 76 + Math.min(mostFields, fields) * 24 + (fields > 0 ? 10 : 0);
}

/** The field that has the picture of a record, if the object has one. */
export function pictureField(object: ObjectMetadata): string | undefined {
  return Object.keys(object.fields).find((name) => object.fields[name]?.type === "file");
}

/** How many cards on a key goes; undefined for keys that stay. */
export function stepOf(key: string, across: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: across,
    ArrowUp: -across,
    j: 1,
    k: -1,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  };
  return steps[key];
}
