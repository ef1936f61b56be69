import { dayIn } from "#kernel/period";
import type { Work } from "#records";
import { yearEndingOn } from "../contract/reports.ts";

export interface Days {
  readonly from: string;
  readonly to: string;
}

/** The days asked for; the past twelve months, ending with this one, unless told. */
export function reportDays(work: Work, asked: { from?: string | undefined; to?: string | undefined }): Days {
  const today = dayIn(work.actor.timeZone, work.now);
  const to = asked.to ?? today;
  return { from: asked.from ?? yearEndingOn(to), to };
}
