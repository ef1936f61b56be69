import { z } from "zod";
import { locales } from "#kernel/locale";
import { questionTypes } from "../../contract/forms.ts";

/** The raw form of what was sent, as its receipt has it. */
export const submitted = z.object({
  at: z.iso.datetime(),
  language: z.enum(locales),
  title: z.string(),
  about: z.enum(["person", "company"]),
  page: z.string().nullable(),
  /** Why it is taken for advertising. */
  suspect: z.enum(["trap", "links"]).nullable(),
  answers: z.array(
    z.object({
      key: z.string(),
      type: z.enum(questionTypes),
      label: z.string(),
      field: z.string().nullable(),
      value: z.union([z.string(), z.boolean(), z.array(z.string())]),
      shown: z.string(),
    }),
  ),
  consents: z.array(z.object({ text: z.string(), purpose: z.string(), channel: z.string() })),
  /** Its network has had us ask for so many consents that no letter goes out for this one. */
  unasked: z.boolean().default(false),
  files: z.array(
    z.object({
      question: z.string(),
      name: z.string(),
      type: z.string(),
      size: z.int(),
      content: z.base64().nullable(),
    }),
  ),
});
export type Submitted = z.infer<typeof submitted>;
