import { z } from "zod";
import { defineAction } from "#kernel/action";
import { locales } from "#kernel/locale";
import { longestMergeText } from "#kernel/merge-text";

export const printedKinds = [
  "quote",
  "order",
  "delivery_note",
  "invoice",
  "deposit_invoice",
  "credit_note",
] as const;
export type PrintedKind = (typeof printedKinds)[number];

/** Columns of the lines that can be left away; description and total always stand. */
export const documentColumns = ["position", "code", "quantity", "unit", "price", "discount", "tax"] as const;
export type DocumentColumn = (typeof documentColumns)[number];

const mergeText = z.string().max(longestMergeText);
const inEachLanguage = z.strictObject({ en: mergeText, es: mergeText, ru: mergeText, bg: mergeText });
const ofEachKind = z.strictObject({
  quote: inEachLanguage,
  order: inEachLanguage,
  delivery_note: inEachLanguage,
  invoice: inEachLanguage,
  deposit_invoice: inEachLanguage,
  credit_note: inEachLanguage,
});

/** How the organisation has its documents look. The texts may name what stands on the document: `{{contact}}`. */
export const documentDesign = z.strictObject({
  /** PNG or JPEG, 500 KB and 2,000 × 2,000 dots at most. */
  logo: z
    .string()
    .max(700_000)
    .regex(/^data:image\/(png|jpeg);base64,[A-Za-z0-9+/]+={0,2}$/)
    .nullable(),
  accent: z.string().regex(/^#[0-9a-f]{6}$/),
  columns: z.array(z.enum(documentColumns)).max(documentColumns.length),
  /** Beside the seller's address; at the foot of every page. */
  header: inEachLanguage,
  footer: inEachLanguage,
  /** Before the lines; after the sums. */
  intro: ofEachKind,
  closing: ofEachKind,
});
export type OrganisationDesign = z.infer<typeof documentDesign>;

export const readDocumentDesign = defineAction({
  id: "documentDesign",
  method: "GET",
  path: "/api/document-design",
  summary: "How the organisation has its documents look and what it says on them.",
  permission: "settings:change",
  output: documentDesign,
});

export const changeDocumentDesign = defineAction({
  id: "changeDocumentDesign",
  method: "PUT",
  path: "/api/document-design",
  summary: "Changes how documents look; what a text names has to be there.",
  permission: "settings:change",
  body: documentDesign,
  output: documentDesign,
});

export const previewDocumentDesign = defineAction({
  id: "previewDocumentDesign",
  method: "POST",
  path: "/api/document-design/preview",
  summary: "An example of a document in a design that need not be kept yet, as a PDF.",
  permission: "settings:change",
  body: z.strictObject({ kind: z.enum(printedKinds), language: z.enum(locales), design: documentDesign }),
});
