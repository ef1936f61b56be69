import { dayIn } from "#kernel/period";
import type { Work } from "#records";

export interface Days {
  readonly from: string;
  readonly to: string;
}

/** The days asked for; the past twelve months, ending with this one, unless told. */
export function reportDays(work: Work, asked: { from?: string | undefined; to?: string | undefined }): Days {
  const today = dayIn(work.actor.timeZone, work.now);
  const to = asked.to ?? today;
  return { from: asked.from ?? yearBefore(to), to };
}

function yearBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  return new Date(Date.UTC(date.getUTCFullYear() - 1, date.getUTCMonth() + 1, 1)).toISOString().slice(0, 10);
}
