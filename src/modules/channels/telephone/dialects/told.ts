import type { CallNews, Cause } from "../call.ts";

/** One piece of news of a call, in whatever dialect it came. */
export interface Told {
  readonly call: string;
  readonly seq: number;
  readonly kind: CallNews;
  readonly direction: "in" | "out";
  readonly from: string | null;
  readonly to: string | null;
  /** Extension or e-mail address of one of ours. */
  readonly user: string | null;
  readonly cause: Cause | null;
  readonly at: Date | null;
  /** Where the recording lies, once there is one. */
  readonly recording: string | null;
}

/** It is not what the dialect says: the switchboard is told so, and nothing is written. */
export class NotUnderstood extends Error {}
