import { z } from "zod";
import type { PhoneField } from "../../contract/fields.ts";
import type { FieldType } from "../field-type.ts";
import { operatorsFor } from "../operators.ts";
import { isTrimmed } from "../trimmed.ts";

const written = /^[+(]?[\d][\d\s().\-/#*x,;a-z]*$/i;

/** A telephone number as people write it; contact points keep the E.164 form beside it. */
export const phoneType: FieldType<PhoneField> = {
  compares: "text",
  operators: operatorsFor.text,
  schema: () => z.string().trim().max(60).regex(written),
  plain: (value) => (isTrimmed(value, 60) && written.test(value) ? value : undefined),
};
