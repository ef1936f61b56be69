import { type Handler, handle, handleRaw } from "#records";
import * as actions from "../contract/schedules.ts";
import { placeNames } from "../places/stored-place.ts";
import { queueRun, runNow } from "./clock.ts";
import {
  changeSchedule,
  createSchedule,
  removeSchedule,
  switchScheduleOff,
  switchScheduleOn,
} from "./keeping.ts";
import { runsOf } from "./stored-run.ts";
import { findSchedule, schedulesInSight, summaryOf } from "./stored-schedule.ts";

export const scheduleHandlers: readonly Handler[] = [
  handle(actions.listSchedules, async (work) => ({
    data: await schedulesInSight(work),
    places: await placeNames(work),
  })),
  handle(actions.getSchedule, async (work, { params }) =>
    summaryOf(work, await findSchedule(work, params.id)),
  ),
  handle(actions.createSchedule, (work, { body }) => createSchedule(work, body)),
  handle(actions.changeSchedule, (work, { params, body }) =>
    changeSchedule(work, { ...body, id: params.id }),
  ),
  handle(actions.removeSchedule, (work, { params }) => removeSchedule(work, params.id)),
  handle(actions.switchScheduleOn, (work, { params }) => switchScheduleOn(work, params.id)),
  handle(actions.switchScheduleOff, (work, { params }) => switchScheduleOff(work, params.id)),
  handle(actions.listScheduleRuns, async (work, { params }) => {
    const { id } = await findSchedule(work, params.id);
    return { data: await runsOf(work, id) };
  }),
  handleRaw(actions.runScheduleNow, async ({ runtime, actor }, { params }) => {
    const run = await runtime.run(actor, "api", (work) => runNow(work, params.id));
    await queueRun(runtime, run.id);
    return run;
  }),
];
