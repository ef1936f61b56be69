import type { RecordSlots } from "#records/web";
import type { Screen } from "#web/screen.ts";

export const screens: readonly Screen[] = [];

export const recordSlots: RecordSlots = { objects: {} };
