import { type ObjectMetadata, readsAs } from "#records/contract";

/** The fields that place records in a calendar: what the object says, else all its days and instants that somebody writes. */
export function calendarFields(object: ObjectMetadata): readonly string[] {
  const dated = Object.entries(object.fields).flatMap(([name, field]) =>
    ["date", "date_time"].includes(readsAs(field)) && !field.hidden && !field.readOnly ? [name] : [],
  );
  return (object.calendar ?? dated).filter((name) => object.fields[name]);
}
