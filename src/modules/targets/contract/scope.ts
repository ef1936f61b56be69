import { z } from "zod";

/** Whose deals are looked at, and of which pipeline; all that one may see unless told. */
export const scopeQuery = {
  pipeline: z.uuid().optional(),
  /** With the teams below it. */
  team: z.uuid().optional(),
  owner: z.uuid().optional(),
  /** The deals of whose company, else person, its condition holds. */
  territory: z.uuid().optional(),
};

export interface Scope {
  readonly pipeline?: string | undefined;
  readonly team?: string | undefined;
  readonly owner?: string | undefined;
  readonly territory?: string | undefined;
}

/** A sum of deals: how many, and what they come to in the organisation's currency. */
export const sumShape = z.strictObject({
  count: z.int(),
  /** Null to those who may not see amounts. */
  amount: z.string().nullable(),
  /** How many of them have an amount in a currency of which nobody knows the rate: it is not in the sum. */
  elsewhere: z.int(),
});
export type Sum = z.infer<typeof sumShape>;

export const titled = z.strictObject({ id: z.string(), title: z.string().nullable() });
