import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { Schedule, ScheduleRun } from "../contract/schedules.ts";
import { keepSchedules } from "../schedules/clock.ts";
import { runSchedule } from "../schedules/running.ts";
import { openWebhookHouse, type Said, type WebhookHouse } from "./webhook-house.ts";

/** The house with a place that is a folder, and its clock in the hands of the test. */
export interface ScheduleHouse extends WebhookHouse {
  readonly root: string;
  /** A place below `root`, and the folder that it is. */
  place(name: string): Promise<{ readonly id: string; readonly folder: string }>;
  schedule(definition: object, by?: Readonly<Record<string, string>>): Promise<Schedule>;
  /** Makes the time of a schedule come, or that of the next try of its run, and does what is due. */
  tick(id: string): Promise<ScheduleRun>;
  runs(id: string): Promise<ScheduleRun[]>;
}

export const daily = { every: "day", hour: 6 } as const;

export async function openScheduleHouse(): Promise<ScheduleHouse> {
  const house = await openWebhookHouse();
  const root = await mkdtemp(join(tmpdir(), "rapport-schedules-"));
  afterAll(() => rm(root, { recursive: true, force: true }));
  Object.assign(house.runtime.settings, { placesFolder: root });
  const runs = async (id: string): Promise<ScheduleRun[]> =>
    (await house.say("GET", `/api/schedules/${id}/runs`)).body.data;
  return {
    ...house,
    root,
    runs,
    async place(name) {
      const folder = join(root, name);
      await mkdir(folder, { recursive: true });
      const made = await house.say("POST", "/api/places", { name, where: { kind: "folder", folder: name } });
      return { id: made.body.id, folder };
    },
    async schedule(definition, by) {
      const made: Said = await house.say("POST", "/api/schedules", definition, by);
      if (made.status !== 201) throw new Error(JSON.stringify(made.body));
      return made.body;
    },
    async tick(id) {
      const [open] = await house.rows<{ id: string }>(`update schedule_runs set next_try_at = now()
        where schedule_id = '${id}' and state = 'waiting' returning id`);
      if (!open)
        await house.rows(`update schedules set next_at = now() where id = '${id}' and next_at is not null`);
      await keepSchedules(house.runtime);
      const due = await house.rows<{ id: string }>(`select id from schedule_runs
        where schedule_id = '${id}' and state = 'waiting'`);
      for (const run of due) await runSchedule(house.runtime, run.id);
      const [last] = await runs(id);
      if (!last) throw new Error("nothing was due");
      return last;
    },
  };
}

export const filesIn = async (folder: string): Promise<string[]> => (await readdir(folder)).toSorted();
