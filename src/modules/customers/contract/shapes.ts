import { z } from "zod";

/** A record as a capability answers it: its id and version, then the fields one may see. */
export const recordShape = z.looseObject({ id: z.uuid(), version: z.int() });

/** Enough of a record to show it as a chip. */
export const linkShape = z.strictObject({
  id: z.uuid(),
  title: z.string(),
  object: z.string().optional(),
  kind: z.string().optional(),
});

export const instant = z.iso.datetime({ offset: true });
