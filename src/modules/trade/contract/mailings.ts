import { z } from "zod";

const instant = z.iso.datetime();

/** What stood in the way of a letter: the mail server, the way there, some of its recipients, or that it was not due any more. */
export const mailingFailures = ["refused", "unreachable", "partly", "not_due"] as const;

/** A letter with a document in it, and what became of it. */
export const mailingShape = z.strictObject({
  id: z.uuid(),
  to: z.array(z.string()),
  at: instant,
  /** Queued ones are tried again by themselves; failed ones are given up. */
  state: z.enum(["queued", "sent", "failed"]),
  sentAt: instant.nullable(),
  failure: z.enum(mailingFailures).nullable(),
  /** What the mail server said. */
  answer: z.string().nullable(),
});
export type Mailing = z.infer<typeof mailingShape>;
