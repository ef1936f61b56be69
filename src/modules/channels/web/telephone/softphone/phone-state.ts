import { useSyncExternalStore } from "react";

/** Why nothing is heard of us; each has a text of its own that says what to do. */
export type DeviceProblem = "insecure" | "refused" | "missing" | "busy";

export interface PhoneCall {
  readonly direction: "in" | "out";
  /** The other end, as the line tells it. */
  readonly number: string;
  readonly stage: "rings" | "dials" | "speaks";
  readonly onHold: boolean;
  readonly muted: boolean;
}

export interface PhoneState {
  /** `elsewhere`: another tab has it; `lost`: the line broke and is tried again. */
  readonly power: "off" | "begins" | "on" | "lost" | "elsewhere";
  readonly call: PhoneCall | null;
  readonly problem: DeviceProblem | null;
}

let state: PhoneState = { power: "off", call: null, problem: null };
const watchers = new Set<() => void>();

export const phoneNow = (): PhoneState => state;

export function setPhone(change: Partial<PhoneState>): void {
  state = { ...state, ...change };
  for (const watcher of watchers) watcher();
}

export function setCall(change: Partial<PhoneCall>): void {
  if (state.call) setPhone({ call: { ...state.call, ...change } });
}

/** The telephone in this browser, as it stands. */
export function usePhone(): PhoneState {
  return useSyncExternalStore(watch, phoneNow);
}

function watch(changed: () => void): () => void {
  watchers.add(changed);
  return () => void watchers.delete(changed);
}
