import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams } from "#records/contract";

const word = z.string().trim().min(1).max(60);

/** At once, and of one product in all. */
export const mostVariants = 500;

export const makeVariants = defineAction({
  id: "products.make_variants",
  method: "POST",
  path: "/api/products/:id/variants",
  summary: "Makes a product of each combination of sizes, colours and the like that is not there yet",
  permission: "signed_in",
  params: idParams,
  body: z.strictObject({
    attributes: z
      .array(z.strictObject({ name: word, values: z.array(word).min(1).max(50) }))
      .min(1)
      .max(5),
  }),
  output: z.strictObject({ made: z.array(z.uuid()), existing: z.int() }),
  status: 201,
});
