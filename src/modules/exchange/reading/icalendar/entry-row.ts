import { plainText, type Property } from "../content-lines/properties.ts";
import { type Correspondent, plainAddress } from "../people-met.ts";
import type { Component } from "./components.ts";
import { after, type Moment, momentOf } from "./moments.ts";

export const headings: readonly string[] = [
  "Subject",
  "Kind",
  "Due",
  "Ends",
  "Completed",
  "Priority",
  "Contact",
  "Owner",
  "Description",
  "Location",
  "Repeats",
  "Attendees",
  "Labels",
  "UID",
];

export interface Guests {
  readonly isOurs: (email: string) => boolean;
  readonly timeZone: string;
  readonly now: number;
}

/** Who is asked to come and is none of ours. */
export const outsiders = (component: Component, { isOurs }: Guests): Correspondent[] =>
  invited(component).filter(({ email }) => !isOurs(email));

/** An event or a thing to do as the cells of a task. What has been is done; a series is told by its rule. */
export function* rowOf(component: Component, guests: Guests): Generator<readonly [string, string]> {
  const text = (name: string) => plainText(first(component, name)?.value ?? "");
  const { due, ends } =
    component.kind === "VTODO" ? spanOfTask(component, guests) : spanOfEvent(component, guests);
  const rule = first(component, "RRULE")?.value.trim() ?? "";
  yield [
    "Subject",
    text("SUMMARY") ||
      text("DESCRIPTION").slice(0, 100) ||
      text("LOCATION") ||
      (due?.text.slice(0, 10) ?? ""),
  ];
  yield ["Kind", kindOf(component)];
  yield ["Due", due?.text ?? ""];
  yield ["Ends", ends && due && ends.at > due.at ? ends.text : ""];
  yield ["Completed", doneAt(component, { due, ends, guests, repeats: rule !== "" })];
  yield ["Priority", priorityOf(Number(text("PRIORITY")))];
  const met = outsiders(component, guests);
  yield ["Contact", met[0]?.email ?? text("CONTACT")];
  yield ["Owner", invited(component).find(({ email }) => guests.isOurs(email))?.email ?? ""];
  yield ["Description", text("DESCRIPTION")];
  yield ["Location", text("LOCATION")];
  yield ["Repeats", rule && `RRULE:${rule}`];
  yield [
    "Attendees",
    met
      .slice(1)
      .map(({ email, name }) => (name ? `${name} <${email}>` : email))
      .join(", "),
  ];
  yield ["Labels", kinds.has(text("CATEGORIES").toLowerCase()) ? "" : text("CATEGORIES")];
  yield ["UID", [text("UID"), first(component, "RECURRENCE-ID")?.value.trim()].filter(Boolean).join(" ")];
}

const first = ({ properties }: Component, name: string): Property | undefined =>
  properties.find((property) => property.name === name);

interface Span {
  readonly due: Moment | null;
  readonly ends: Moment | null;
}

function spanOfEvent(component: Component, { timeZone }: Guests): Span {
  const around = { timeZone, offsets: component.offsets };
  const due = momentOf(first(component, "DTSTART"), around);
  const duration = first(component, "DURATION")?.value ?? "";
  const ends = momentOf(first(component, "DTEND"), around) ?? (due && after(due, duration));
  // A day has no hour; it ends where the next begins.
  const isOneDay = due?.isDay && ends && ends.at - due.at <= 25 * 3_600_000;
  return { due, ends: isOneDay ? null : ends };
}

function spanOfTask(component: Component, { timeZone }: Guests): Span {
  const around = { timeZone, offsets: component.offsets };
  const begins = momentOf(first(component, "DTSTART"), around);
  const due =
    momentOf(first(component, "DUE"), around) ??
    (begins && after(begins, first(component, "DURATION")?.value ?? ""));
  return begins && due ? { due: begins, ends: due } : { due: due ?? begins, ends: null };
}

interface Course extends Span {
  readonly guests: Guests;
  readonly repeats: boolean;
}

function doneAt(component: Component, { due, ends, guests, repeats }: Course): string {
  const around = { timeZone: guests.timeZone, offsets: component.offsets };
  const completed = momentOf(first(component, "COMPLETED"), around);
  if (completed) return completed.text;
  const end = ends ?? due;
  if (component.kind === "VTODO")
    return /^COMPLETED$/i.test(first(component, "STATUS")?.value.trim() ?? "")
      ? new Date(end?.at ?? guests.now).toISOString()
      : "";
  const isOver = end !== null && end.at + (due?.isDay ? 86_400_000 : 0) <= guests.now;
  return isOver && !repeats ? new Date(end.at).toISOString() : "";
}

const kinds = new Set(["call", "email", "meeting", "to_do"]);

function kindOf(component: Component): string {
  const told = plainText(first(component, "CATEGORIES")?.value ?? "").toLowerCase();
  if (kinds.has(told)) return told;
  return component.kind === "VEVENT" ? "meeting" : "to_do";
}

// RFC 5545: 1 is most urgent, 9 least, 0 nothing said.
function priorityOf(priority: number): string {
  if (!(priority >= 1 && priority <= 9)) return "";
  return priority < 5 ? "high" : priority === 5 ? "normal" : "low";
}

/** Who called it first, then who is asked to come, each once. */
function invited({ properties }: Component): Correspondent[] {
  const all = [
    ...properties.filter(({ name }) => name === "ORGANIZER"),
    ...properties.filter(({ name }) => name === "ATTENDEE"),
  ]
    .filter(({ parameters }) => !/^(room|resource)$/i.test(parameters.get("CUTYPE")?.[0] ?? ""))
    .map(({ value, parameters }) => ({
      email: plainAddress(value) || plainAddress(parameters.get("EMAIL")?.[0] ?? ""),
      name: nameOf(parameters.get("CN")?.[0] ?? ""),
    }))
    .filter(({ email }) => email !== "");
  return all.filter((one, index) => all.findIndex(({ email }) => email === one.email) === index);
}

const nameOf = (text: string): string => (text.includes("@") ? "" : text.trim());
