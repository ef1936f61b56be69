import { z } from "zod";
import { templateMediaKinds } from "../contract/templates.ts";

/** What was written by a template of the service, as it is handed over: `details.template` of a message. */
export const writtenTemplate = z.object({
  name: z.string(),
  language: z.string(),
  filled: z.array(z.object({ blank: z.string(), text: z.string() })),
  /** What is filled in above the text, and at the ends of its buttons' addresses. */
  header: z.object({ blank: z.string(), text: z.string() }).nullish(),
  links: z.array(z.object({ index: z.int(), text: z.string() })).optional(),
  /** What its only file is, which stands above the text. */
  media: z.enum(templateMediaKinds).nullish(),
  marketing: z.boolean().optional(),
});
export type WrittenTemplate = z.infer<typeof writtenTemplate>;
