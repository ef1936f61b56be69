import { z } from "zod";
import { defineAction } from "#kernel/action";
import { locales } from "#kernel/locale";
import { currencyCode } from "#kernel/money";

/** IANA zone, such as `Europe/Sofia`. */
export const timeZone = z
  .string()
  .max(60)
  .refine((zone) => {
    try {
      return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
    } catch {
      return false;
    }
  });

export const organisation = z.strictObject({
  name: z.string().trim().min(1).max(200),
  locale: z.enum(locales),
  /** ISO 3166-1 alpha-2. */
  country: z.string().regex(/^[A-Z]{2}$/),
  currency: currencyCode,
  timeZone,
});
export type Organisation = z.infer<typeof organisation>;

export const changeOrganisation = defineAction({
  id: "changeOrganisation",
  method: "PATCH",
  path: "/api/organisation",
  summary: "Changes the organisation's name, language, country, currency or time zone.",
  permission: "settings:change",
  body: organisation.partial(),
  output: organisation,
});
