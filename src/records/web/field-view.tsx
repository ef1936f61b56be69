import type { ComponentType } from "react";
import { type FieldMetadata, readsAs, type StoredField } from "#records/contract";
import * as address from "../field-types/address/view.tsx";
import * as autoNumber from "../field-types/auto_number/view.tsx";
import * as boolean from "../field-types/boolean/view.tsx";
import * as choice from "../field-types/choice/view.tsx";
import * as choices from "../field-types/choices/view.tsx";
import * as date from "../field-types/date/view.tsx";
import * as dateTime from "../field-types/date_time/view.tsx";
import * as decimal from "../field-types/decimal/view.tsx";
import * as email from "../field-types/email/view.tsx";
import * as file from "../field-types/file/view.tsx";
import * as link from "../field-types/link/view.tsx";
import * as links from "../field-types/links/view.tsx";
import * as longText from "../field-types/long_text/view.tsx";
import * as money from "../field-types/money/view.tsx";
import * as number from "../field-types/number/view.tsx";
import * as percent from "../field-types/percent/view.tsx";
import * as personName from "../field-types/person_name/view.tsx";
import * as phone from "../field-types/phone/view.tsx";
import * as text from "../field-types/text/view.tsx";
import * as url from "../field-types/url/view.tsx";
import * as user from "../field-types/user/view.tsx";
import type { EditProps, ShowProps } from "./field-props.ts";

export { FieldEditor, type FieldEditorProps } from "./field-editor.tsx";
export type { CommitMove, EditProps, ShowProps } from "./field-props.ts";

interface View {
  readonly Show: ComponentType<ShowProps>;
  readonly Edit: ComponentType<EditProps>;
}

const views: Readonly<Record<StoredField["type"], View>> = {
  address,
  auto_number: autoNumber,
  boolean,
  choice,
  choices,
  date,
  date_time: dateTime,
  decimal,
  email,
  file,
  link,
  links,
  long_text: longText,
  money,
  number,
  percent,
  person_name: personName,
  phone,
  text,
  url,
  user,
};

/** A value as it reads: one line in a cell, whole on a page. Nothing where there is no value. */
export function FieldValue(props: ShowProps) {
  if (props.value === null || props.value === undefined || props.value === "") return null;
  const { Show } = views[readsAs(props.field)];
  return <Show {...props} />;
}

/** The bare input of a field, controlled: for forms. In a cell or on a page use `FieldEditor`. */
export function FieldInput(props: EditProps) {
  const { Edit } = views[readsAs(props.field)];
  return <Edit {...props} />;
}

/** Whether values of the type read from the right: numbers stand under one another. */
export function isNumeric(field: FieldMetadata): boolean {
  return ["number", "decimal", "money", "percent"].includes(readsAs(field));
}
