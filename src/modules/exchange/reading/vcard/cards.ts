import type { Allowance } from "../allowance.ts";
import { byteLinesOf } from "../content-lines/byte-lines.ts";
import { type Property, propertiesOf } from "../content-lines/properties.ts";

/** What a card says, line by line. */
export type Card = readonly Property[];

const mostLines = 5000;

/** The cards of a file; a card within a card (an agent) is passed over. */
export async function* cardsOf(path: string, allowance: Allowance): AsyncGenerator<Card> {
  const { lines, encoding } = await byteLinesOf(path, allowance);
  let card: Property[] = [];
  let depth = 0;
  for await (const property of propertiesOf(lines, encoding)) {
    const isCard = property.value.trim().toUpperCase() === "VCARD";
    if (property.name === "BEGIN" && isCard) {
      depth++;
      if (depth === 1) card = [];
    } else if (property.name === "END" && isCard) {
      depth = Math.max(0, depth - 1);
      if (depth === 0) yield card;
    } else if (depth === 1 && card.length < mostLines) card.push(property);
  }
  // Cut off before its end: what is there is there.
  if (depth > 0 && card.length > 0) yield card;
}
