import { z } from "zod";

/** What was written by a template of the service, as it is handed over: `details.template` of a message. */
export const writtenTemplate = z.object({
  name: z.string(),
  language: z.string(),
  filled: z.array(z.object({ blank: z.string(), text: z.string() })),
});
export type WrittenTemplate = z.infer<typeof writtenTemplate>;
