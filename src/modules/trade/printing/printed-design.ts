import type { DocumentColumn } from "../contract/document-design.ts";

/** How one document looks and what is said on it: the organisation's design for its kind in its language. */
export interface PrintedDesign {
  /** PNG or JPEG. */
  readonly logo?: Buffer;
  /** `#rrggbb` */
  readonly accent: string;
  readonly columns: readonly DocumentColumn[];
  /** Merge texts (`#kernel/merge-text`), filled in from the document. */
  readonly header: string;
  readonly footer: string;
  readonly intro: string;
  readonly closing: string;
}

export const plainDesign: PrintedDesign = {
  accent: "#2f6f5e",
  columns: ["position", "quantity", "unit", "price", "discount", "tax"],
  header: "",
  footer: "",
  intro: "",
  closing: "",
};
