/**
 * What a document takes over from the one before it may lie in the recycle bin by now: what was agreed on is carried out
 * all the same, and a link to what was put away stays where it was.
 */
export const carriedLinks = [
  "customer",
  "contact",
  "deal",
  "owner",
  "product",
  "party",
  "company",
  "deal_product",
] as const;
