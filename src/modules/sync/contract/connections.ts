import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams } from "#records/contract";

export const troubles = ["sign_in", "address", "gone", "unreachable", "answer"] as const;

const connectedCalendar = z.strictObject({
  id: z.uuid(),
  title: z.string(),
  kind: z.enum(["tasks", "meetings"]),
  chosen: z.boolean(),
  /** New ones of one's own go into it. */
  takesNew: z.boolean(),
  /** Entries that are kept in step, and those that cannot be records here. */
  entries: z.int(),
  refused: z.int(),
});
export type ConnectedCalendar = z.infer<typeof connectedCalendar>;

const connection = z.strictObject({
  id: z.uuid(),
  address: z.string(),
  userName: z.string(),
  trouble: z.enum(troubles).nullable(),
  /** It waits for its user to mend what is wrong. */
  paused: z.boolean(),
  lookedAt: z.iso.datetime().nullable(),
  calendars: z.array(connectedCalendar),
});
export type CalendarConnection = z.infer<typeof connection>;

const password = z.string().min(1).max(1000);

export const listConnections = defineAction({
  id: "sync.connections",
  method: "GET",
  path: "/api/calendar-connections",
  summary: "One's own connections to calendars elsewhere, with the calendars found there",
  permission: "signed_in",
  atScreen: true,
  output: z.strictObject({ data: z.array(connection) }),
});

export const connectCalendar = defineAction({
  id: "sync.connect",
  method: "POST",
  path: "/api/calendar-connections",
  summary:
    "Signs in to a CalDAV server elsewhere and looks which calendars it has; none is kept in step until it is chosen",
  permission: "signed_in",
  atScreen: true,
  body: z.strictObject({
    address: z.string().trim().min(1).max(2000),
    userName: z.string().trim().min(1).max(320),
    password,
  }),
  output: z.strictObject({ id: z.uuid() }),
  status: 201,
});

export const chooseCalendars = defineAction({
  id: "sync.choose_calendars",
  method: "PUT",
  path: "/api/calendar-connections/:id/choice",
  summary:
    "Chooses which calendars are kept in step with one's tasks and meetings, and into which new ones go",
  permission: "signed_in",
  atScreen: true,
  params: idParams,
  body: z.strictObject({
    calendars: z.array(z.strictObject({ id: z.uuid(), takesNew: z.boolean() })).max(100),
  }),
  status: 204,
});

export const signInAgain = defineAction({
  id: "sync.sign_in_again",
  method: "PUT",
  path: "/api/calendar-connections/:id/password",
  summary: "Gives a connection another password and lets it go on",
  permission: "signed_in",
  atScreen: true,
  params: idParams,
  body: z.strictObject({ password }),
  status: 204,
});

export const syncNow = defineAction({
  id: "sync.now",
  method: "POST",
  path: "/api/calendar-connections/:id/round",
  summary: "Looks at once whether anything has changed",
  permission: "signed_in",
  atScreen: true,
  params: idParams,
  status: 202,
});

export const disconnectCalendar = defineAction({
  id: "sync.disconnect",
  method: "DELETE",
  path: "/api/calendar-connections/:id",
  summary: "Ends a connection; what came by it stays here, and what went there stays there",
  permission: "signed_in",
  atScreen: true,
  params: idParams,
  status: 204,
});
