/** What the catalogue tells the rest of the house; each is written with the rows it speaks of. */
export const catalogueEvents = {
  /** records: the products. payload: `reference` */
  stockMoved: "catalogue.stock_moved",
} as const;

/** Those that other systems may hear of, by what they are about. */
export const catalogueNews: Readonly<Record<string, readonly string[]>> = {
  product: Object.values(catalogueEvents),
};
