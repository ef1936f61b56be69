import { createContext, use } from "react";
import type { CalendarSource } from "../page/slots.ts";
import type { Day } from "./days.ts";

export interface NamedSource extends CalendarSource {
  readonly name: string;
  /** Which of the six quiet colours it has. */
  readonly tone: number;
}

/** What every day and entry of a calendar needs to know. */
export interface CalendarSetting {
  readonly sources: readonly NamedSource[];
  readonly today: Day;
  readonly timeZone: string;
  readonly onOpen: (object: string, id: string) => void;
  /** Tells a screen reader. */
  readonly say: (text: string) => void;
}

export const CalendarContext = createContext<CalendarSetting>({
  sources: [],
  today: "",
  timeZone: "UTC",
  onOpen: () => {},
  say: () => {},
});

export function useCalendar(): CalendarSetting {
  return use(CalendarContext);
}
