import type { RecordSlots } from "#records/web";
import type { Screen } from "#web/screen.ts";

const screens: readonly Screen[] = [];

const recordSlots: RecordSlots = { objects: {} };

export const room = { screens, recordSlots };
