import { z } from "zod";
import { defineAction } from "#kernel/action";

export const feedKinds = ["my_tasks", "my_meetings", "team_tasks", "team_meetings"] as const;
export const feedKind = z.enum(feedKinds);
export type FeedKind = z.infer<typeof feedKind>;

const feed = z.strictObject({
  kind: feedKind,
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type Feed = z.infer<typeof feed>;

const kindParams = z.strictObject({ kind: feedKind });

export const listFeeds = defineAction({
  id: "sync.feeds",
  method: "GET",
  path: "/api/calendar-feeds",
  summary: "One's own calendars that others read under a secret address",
  permission: "signed_in",
  atScreen: true,
  output: z.strictObject({ data: z.array(feed) }),
});

export const makeFeed = defineAction({
  id: "sync.make_feed",
  method: "PUT",
  path: "/api/calendar-feeds/:kind",
  summary: "Makes a secret address of a calendar, in place of the one before. It is shown this once",
  permission: "signed_in",
  atScreen: true,
  params: kindParams,
  output: z.strictObject({ address: z.url() }),
});

export const revokeFeed = defineAction({
  id: "sync.revoke_feed",
  method: "DELETE",
  path: "/api/calendar-feeds/:kind",
  summary: "Revokes the address; it is dead with the next request",
  permission: "signed_in",
  atScreen: true,
  params: kindParams,
  status: 204,
});

export const readFeed = defineAction({
  id: "sync.read_feed",
  method: "GET",
  path: "/api/feeds/:secret",
  summary:
    "A calendar for programs that only read (iCalendar), by its secret address alone, with its owner's rights",
  permission: "public",
  params: z.strictObject({ secret: z.string().max(100) }),
});
