import type { Screen } from "#web/screen.ts";
import type { RecordSlots } from "#records/web";

/** What a module brings to the browser: its screens, and what it adds to the screens of records. */
export interface WebModule {
  readonly screens?: readonly Screen[];
  readonly recordSlots?: RecordSlots;
}

const found = import.meta.glob<WebModule>("../modules/*/web/index.ts", { eager: true });

/** The rooms of the house as the browser knows them. */
export const modules: readonly WebModule[] = Object.values(found);
