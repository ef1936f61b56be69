import { z } from "zod";

const part = z.string().trim().max(200).nullish();

export const address = z.strictObject({
  street: part,
  city: part,
  region: part,
  postal_code: part,
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullish(),
});
