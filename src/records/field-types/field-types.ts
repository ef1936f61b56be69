import { readsAs, type StoredField } from "../contract/computed.ts";
import type { Field } from "../contract/fields.ts";
import { addressType } from "./address/type.ts";
import { autoNumberType } from "./auto_number/type.ts";
import { booleanType } from "./boolean/type.ts";
import { choiceType } from "./choice/type.ts";
import { choicesType } from "./choices/type.ts";
import { dateType } from "./date/type.ts";
import { dateTimeType } from "./date_time/type.ts";
import { decimalType } from "./decimal/type.ts";
import { emailType } from "./email/type.ts";
import type { FieldType } from "./field-type.ts";
import { fileType } from "./file/type.ts";
import { linkType } from "./link/type.ts";
import { linksType } from "./links/type.ts";
import { longTextType } from "./long_text/type.ts";
import { moneyType } from "./money/type.ts";
import { numberType } from "./number/type.ts";
import { percentType } from "./percent/type.ts";
import { personNameType } from "./person_name/type.ts";
import { phoneType } from "./phone/type.ts";
import { textType } from "./text/type.ts";
import { urlType } from "./url/type.ts";
import { userType } from "./user/type.ts";

const fieldTypes: { readonly [T in StoredField["type"]]: FieldType<Extract<Field, { type: T }>> } = {
  text: textType,
  long_text: longTextType,
  number: numberType,
  decimal: decimalType,
  money: moneyType,
  percent: percentType,
  boolean: booleanType,
  date: dateType,
  date_time: dateTimeType,
  choice: choiceType,
  choices: choicesType,
  link: linkType,
  links: linksType,
  email: emailType,
  phone: phoneType,
  url: urlType,
  address: addressType,
  person_name: personNameType,
  user: userType,
  file: fileType,
  auto_number: autoNumberType,
};

/** What a field's type means: its values, operators and parts; what is computed is as its result. Shared by server and browser. */
export function fieldType(field: Field): FieldType {
  return fieldTypes[readsAs(field)] as FieldType;
}
