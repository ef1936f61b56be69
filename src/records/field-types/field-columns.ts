import { isComputed, readsAs, type StoredField } from "../contract/computed.ts";
import type { Field } from "../contract/fields.ts";
import { addressColumns } from "./address/sql.ts";
import { autoNumberColumns } from "./auto_number/sql.ts";
import { booleanColumns } from "./boolean/sql.ts";
import { choiceColumns } from "./choice/sql.ts";
import { choicesColumns } from "./choices/sql.ts";
import { dateColumns } from "./date/sql.ts";
import { dateTimeColumns } from "./date_time/sql.ts";
import { decimalColumns } from "./decimal/sql.ts";
import { emailColumns } from "./email/sql.ts";
import type { Column, FieldColumns } from "./field-type.ts";
import { fileColumns } from "./file/sql.ts";
import { linkColumns } from "./link/sql.ts";
import { linksColumns } from "./links/sql.ts";
import { longTextColumns } from "./long_text/sql.ts";
import { moneyColumns } from "./money/sql.ts";
import { numberColumns } from "./number/sql.ts";
import { percentColumns } from "./percent/sql.ts";
import { personNameColumns } from "./person_name/sql.ts";
import { phoneColumns } from "./phone/sql.ts";
import { textColumns } from "./text/sql.ts";
import { urlColumns } from "./url/sql.ts";
import { userColumns } from "./user/sql.ts";

const byType: Readonly<Record<StoredField["type"], FieldColumns>> = {
  text: textColumns,
  long_text: longTextColumns,
  number: numberColumns,
  decimal: decimalColumns,
  money: moneyColumns,
  percent: percentColumns,
  boolean: booleanColumns,
  date: dateColumns,
  date_time: dateTimeColumns,
  choice: choiceColumns,
  choices: choicesColumns,
  link: linkColumns,
  links: linksColumns,
  email: emailColumns,
  phone: phoneColumns,
  url: urlColumns,
  address: addressColumns,
  person_name: personNameColumns,
  user: userColumns,
  file: fileColumns,
  auto_number: autoNumberColumns,
};

/** How a field's value goes in and out of its columns; what is computed comes out as its result does. */
export function fieldColumns(field: Field): FieldColumns {
  return byType[readsAs(field)];
}

/** The columns of the field called `name`, the compared one first; none for `links` and for what is computed. */
export function columnsOf(name: string, field: Field): readonly Column[] {
  return isComputed(field) ? [] : fieldColumns(field).columns(field.column ?? name, field);
}
