import type { CustomType } from "#records/contract";

export type TypeName = CustomType["type"];

/** The types that an administrator may choose from, by what people think of first. */
export const typeGroups: readonly { readonly key: string; readonly types: readonly TypeName[] }[] = [
  { key: "words", types: ["text", "long_text", "choice", "choices", "boolean"] },
  { key: "numbers", types: ["number", "decimal", "money", "percent", "date", "date_time"] },
  { key: "links", types: ["link", "links", "user", "file"] },
  { key: "contact", types: ["email", "phone", "url", "address"] },
  { key: "reckoned", types: ["formula", "rollup", "auto_number"] },
];

export const typeIcons: Readonly<Record<string, string>> = {
  text: "cursor-text",
  long_text: "file-text",
  choice: "circle-dot",
  choices: "list-check",
  boolean: "checkbox",
  number: "number",
  decimal: "decimal",
  money: "cash",
  percent: "percentage",
  date: "calendar",
  date_time: "clock",
  link: "link",
  links: "affiliate",
  user: "user-circle",
  file: "paperclip",
  email: "at",
  phone: "phone",
  url: "world",
  address: "map-pin",
  person_name: "user",
  formula: "math-function",
  rollup: "sum",
  auto_number: "hash",
};

export const uniqueTypes: ReadonlySet<string> = new Set([
  "text",
  "number",
  "decimal",
  "email",
  "phone",
  "url",
  "date",
]);
export const searchedTypes: ReadonlySet<string> = new Set([
  "text",
  "email",
  "phone",
  "url",
  "long_text",
  "auto_number",
]);
export const reckonedTypes: ReadonlySet<string> = new Set(["formula", "rollup", "auto_number"]);

/** A type with what it needs to begin with. */
export function emptyType(type: TypeName): CustomType {
  switch (type) {
    case "choice":
    case "choices":
      return { type, options: [] };
    case "link":
    case "links":
      return { type, to: "" };
    case "formula":
      return { type, expression: "" };
    case "rollup":
      return { type, related: "", aggregate: "count" };
    default:
      return { type } as CustomType;
  }
}
