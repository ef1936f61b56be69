import type { ChatSettings } from "../../contract/chat.ts";

/** Whether somebody answers at a moment, in a time zone. No hours: always. */
export function isOpenAt(hours: ChatSettings["hours"], now: Date, timeZone: string): boolean {
  if (hours.length === 0) return true;
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(now);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  const day = days.indexOf(part("weekday")) + 1;
  const time = `${part("hour")}:${part("minute")}`;
  return hours.some((one) => one.day === day && one.from <= time && time < one.to);
}

const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
