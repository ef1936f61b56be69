/** Columns of the lines that can be left away; description and total always stand. */
export const documentColumns = ["position", "code", "quantity", "unit", "price", "discount", "tax"] as const;
export type DocumentColumn = (typeof documentColumns)[number];

/** How an organisation has its documents look and what it says on them, of one kind in one language. */
export interface DocumentDesign {
  /** PNG or JPEG. */
  readonly logo?: Buffer;
  /** `#rrggbb` */
  readonly accent: string;
  readonly columns: readonly DocumentColumn[];
  /** Merge texts (`#kernel/merge-text`), filled from the document. */
  readonly header: string;
  readonly footer: string;
  readonly intro: string;
  readonly closing: string;
}

export const plainDesign: DocumentDesign = {
  accent: "#2f6f5e",
  columns: ["position", "quantity", "unit", "price", "discount", "tax"],
  header: "",
  footer: "",
  intro: "",
  closing: "",
};
