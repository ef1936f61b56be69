import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams, listQuery } from "#records/contract";
import { exportDelimiters, exportFormats } from "./exports.ts";

const permission = "schedules:manage";

export const scheduleLimits = { schedules: 200, attempts: 5, filesInRun: 20, runsShown: 50 } as const;

export const everyWhat = ["hour", "day", "week", "month"] as const;

/** When: each hour, or at an hour of each day, week day or day of the month, in the time zone of the organisation. */
export const rhythm = z
  .strictObject({
    every: z.enum(everyWhat),
    hour: z.int().min(0).max(23).default(6),
    minute: z.int().min(0).max(59).default(0),
    weekday: z.int().min(1).max(7).default(1).describe("1 is Monday."),
    day: z.int().min(1).max(31).default(1).describe("In a shorter month its last day."),
  })
  .meta({ id: "rhythm" });
export type Rhythm = z.output<typeof rhythm>;

const { every } = rhythm.shape;
/** As it is told: nothing is left out. */
const rhythmTold = z.strictObject({ every, hour: z.int(), minute: z.int(), weekday: z.int(), day: z.int() });

const { sort, filter, fields, search } = listQuery.shape;

/** A list: that of a saved view, as it will be then, or one told here. */
const listToExport = z.strictObject({
  object: z.string().max(60).describe("Plural: `people`."),
  format: z.enum(exportFormats),
  view: z.uuid().optional(),
  sort,
  filter,
  fields,
  search,
  delimiter: z.enum(exportDelimiters).optional(),
});

/** Parts of the name of a file that its time fills in. */
export const nameParts = ["{date}", "{time}"] as const;

const pattern = z.string().trim().min(1).max(200);

const exportSchedule = z.strictObject({
  kind: z.literal("export"),
  place: z.uuid(),
  list: listToExport,
  file_name: pattern.describe("`deals-{date}.csv`; a file of that name is replaced."),
});

const importSchedule = z.strictObject({
  kind: z.literal("import"),
  place: z.uuid().optional(),
  address: z
    .url({ protocol: /^https$/ })
    .max(2000)
    .optional()
    .describe("Instead of a place: the one file there."),
  pattern: pattern.default("*").describe("Which files: `*` stands for any letters."),
  template: z.uuid(),
  put_away: z.boolean().default(false).describe("Whether what was taken moves to the folder `done`."),
});

const importTold = importSchedule.extend({ pattern, put_away: z.boolean() });

export const scheduled = z.discriminatedUnion("kind", [exportSchedule, importSchedule]);
export type Scheduled = z.output<typeof scheduled>;
export type ScheduledExport = z.output<typeof exportSchedule>;
export type ScheduledImport = z.output<typeof importSchedule>;

export const scheduleDefinition = z.strictObject({
  name: z.string().trim().min(1).max(100),
  rhythm,
  what: scheduled,
});
export type ScheduleDefinition = z.output<typeof scheduleDefinition>;

export const runState = z.enum(["waiting", "running", "done", "failed"]);

export const scheduleRun = z
  .strictObject({
    id: z.uuid(),
    due_at: z.string(),
    state: runState,
    attempts: z.int(),
    next_try_at: z.string().nullable(),
    files: z.array(
      z.strictObject({
        name: z.string(),
        size: z.int(),
        import: z.uuid().optional().describe("What came of it, among the imports."),
        problem: z.string().optional().describe("Why it was not imported."),
      }),
    ),
    problem: z.string().nullable(),
    finished_at: z.string().nullable(),
  })
  .meta({ id: "schedule_run" });
export type ScheduleRun = z.infer<typeof scheduleRun>;

export const schedule = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    rhythm: rhythmTold,
    what: z.discriminatedUnion("kind", [exportSchedule, importTold]),
    owner: z.strictObject({ id: z.uuid(), title: z.string() }),
    next_at: z.string().nullable(),
    off_reason: z.enum(["by_hand", "failing"]).nullable(),
    last_run: scheduleRun.nullable(),
    version: z.int(),
  })
  .meta({ id: "schedule" });
export type Schedule = z.infer<typeof schedule>;

export const listSchedules = defineAction({
  id: "schedules.list",
  method: "GET",
  path: "/api/schedules",
  summary: "One's schedules, and everybody's for who may do everything",
  permission,
  output: z.strictObject({
    data: z.array(schedule),
    places: z.array(z.strictObject({ id: z.uuid(), title: z.string() })).describe("To which they may go."),
  }),
});

export const createSchedule = defineAction({
  id: "schedules.create",
  method: "POST",
  path: "/api/schedules",
  summary:
    "Has a list exported, or files imported, by the clock, in the name and with the rights of who says so",
  permission,
  body: scheduleDefinition,
  output: schedule,
  status: 201,
});

export const getSchedule = defineAction({
  id: "schedules.get",
  method: "GET",
  path: "/api/schedules/:id",
  summary: "A schedule with its last run",
  permission,
  params: idParams,
  output: schedule,
});

export const changeSchedule = defineAction({
  id: "schedules.change",
  method: "PUT",
  path: "/api/schedules/:id",
  summary: "Says a schedule anew; from then on it runs in the name of who did so",
  permission,
  params: idParams,
  body: scheduleDefinition.extend({ version: z.int() }),
  output: schedule,
});

export const removeSchedule = defineAction({
  id: "schedules.remove",
  method: "DELETE",
  path: "/api/schedules/:id",
  summary: "Removes a schedule with its log; files and records stay",
  permission,
  params: idParams,
});

export const switchScheduleOn = defineAction({
  id: "schedules.switchOn",
  method: "PUT",
  path: "/api/schedules/:id/activation",
  summary: "Switches a schedule on; it is due at its next time",
  permission,
  params: idParams,
});

export const switchScheduleOff = defineAction({
  id: "schedules.switchOff",
  method: "DELETE",
  path: "/api/schedules/:id/activation",
  summary: "Switches a schedule off",
  permission,
  params: idParams,
});

export const runScheduleNow = defineAction({
  id: "schedules.run",
  method: "POST",
  path: "/api/schedules/:id/runs",
  summary: "Runs a schedule now, besides its times",
  permission,
  params: idParams,
  output: scheduleRun,
  status: 202,
});

export const listScheduleRuns = defineAction({
  id: "schedules.runs",
  method: "GET",
  path: "/api/schedules/:id/runs",
  summary: "The last runs of a schedule, newest first",
  permission,
  params: idParams,
  output: z.strictObject({ data: z.array(scheduleRun) }),
});
