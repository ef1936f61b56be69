import type { Filter } from "#kernel/filter";
import { eventForm, todoForm } from "../entries/calendar-form.ts";
import type { EntryForm } from "../entries/form.ts";
import { personForm } from "../entries/person-form.ts";

/** What is one's own as a client sees it: a calendar, or an address book. */
export interface Collection {
  readonly name: "tasks" | "meetings" | "people";
  readonly home: "calendars" | "addressbooks";
  readonly form: EntryForm;
  /** Which records are in it: always one's own alone. A whole company does not fit into a telephone. */
  readonly filter: Filter;
  /** What a new one is besides what its entry says. */
  readonly made: Readonly<Record<string, unknown>>;
}

const mine: Filter = { field: "owner", op: "is", value: { me: true } };
const isMeeting: Filter = {
  and: [
    { field: "kind", op: "is", value: "meeting" },
    { field: "due_at", op: "not_empty" },
  ],
};

/** A meeting to come is a task of that kind, at its time; all other tasks are things to do. */
export const collections: readonly Collection[] = [
  {
    name: "tasks",
    home: "calendars",
    form: todoForm,
    filter: { and: [mine, { not: isMeeting }] },
    made: {},
  },
  {
    name: "meetings",
    home: "calendars",
    form: eventForm,
    filter: { and: [mine, isMeeting] },
    made: { kind: "meeting" },
  },
  { name: "people", home: "addressbooks", form: personForm, filter: mine, made: {} },
];
