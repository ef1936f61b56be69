import { z } from "zod";

/** Enough of a record to show it as a chip. */
export const linkShape = z.strictObject({
  id: z.uuid(),
  title: z.string(),
  object: z.string().optional(),
  kind: z.string().optional(),
});

export const instant = z.iso.datetime({ offset: true });

/** Objects whose records an interaction may have passed with or in: it has a link of the name to each. */
export const documentsOfInteractions = [
  "quote",
  "order",
  "invoice",
  "payment",
  "contract",
  "subscription",
  "conversation",
] as const;
