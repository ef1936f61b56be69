import { z } from "zod";

/** Where the words of a search stand: in a field of the record, or of another that is a way to it. */
export const foundMatch = z.object({
  object: z.string(),
  field: z.string(),
  /** What stands in the field; of a long text the part around the first mark. */
  text: z.string(),
  /** From which letter to before which, as JavaScript counts them. */
  marks: z.array(z.tuple([z.int(), z.int()]).readonly()).readonly(),
});
export type FoundMatch = z.infer<typeof foundMatch>;
export type Mark = FoundMatch["marks"][number];

/** A record that a search found, and why. */
export const foundRecord = z.object({
  object: z.string(),
  id: z.string(),
  /** Null where the one who asks may not see it. */
  title: z.string().nullable(),
  /** What tells it from others of the same title: an address of mail, a number, the customer. */
  subtitle: z.string().nullable(),
  matches: z.array(foundMatch).readonly(),
});
export type FoundRecord = z.infer<typeof foundRecord>;
