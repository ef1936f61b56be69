import { z } from "zod";

/** ISO 4217 code of a currency, such as `EUR`. */
export const currencyCode = z.string().regex(/^[A-Z]{3}$/);

/** A decimal number as text: sign, digits, optional fraction. Never a float. */
export const decimalText = z.string().regex(/^-?\d{1,15}(\.\d{1,6})?$/);

/** An amount in a currency; `amount` is a decimal in units of the currency (not cents). */
export const money = z.strictObject({ amount: decimalText, currency: currencyCode });
export type Money = z.infer<typeof money>;
