import type { Filter } from "#kernel/filter";
import { useFieldTitle, useObject } from "../metadata.ts";
import { type CalendarSource, useCalendarSources } from "../page/slots.ts";
import { calendarFields } from "./calendar-fields.ts";
import { CalendarView } from "./calendar-view.tsx";

export interface CalendarProps {
  readonly object: string;
  readonly filter?: Filter | null;
  readonly search?: string;
  readonly onOpen: (id: string) => void;
}

/** The records of one object by the dates they have. */
export function Calendar({ object: name, filter, search, onOpen }: CalendarProps) {
  const object = useObject(name);
  const fieldTitle = useFieldTitle();
  const known = useCalendarSources();
  const sources = calendarFields(object).map((field): CalendarSource & { readonly name: string } => {
    const stated = known.find((source) => source.object === name && source.field === field);
    return {
      key: field,
      title: "",
      object: name,
      field,
      done: stated?.done,
      ends: stated?.ends,
      fixed: object.appendOnly,
      name: fieldTitle(name, field),
    };
  });
  return <CalendarView sources={sources} filter={filter} search={search} onOpen={(_, id) => onOpen(id)} />;
}
