import { z } from "zod";
import type { UrlField } from "../../contract/fields.ts";
import type { FieldType } from "../field-type.ts";
import { operatorsFor } from "../operators.ts";

/** A web address; `https://` is put before one without a scheme, any other scheme is refused. */
export const urlType: FieldType<UrlField> = {
  compares: "text",
  operators: operatorsFor.text,
  schema: () =>
    z
      .string()
      .trim()
      .max(2000)
      .transform((text) =>
        /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[\w.-]+:\d+/.test(text) ? text : `https://${text}`,
      )
      .refine(isWebAddress),
};

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text) || /\s/.test(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (protocol === "http:" || protocol === "https:") && hostname.includes(".");
}
