import { numberText, percentText } from "../numbers-as-text.ts";
import type { Shape } from "./number-formats.ts";

const secondsOfDay = 86_400;
const lastDay = 2_958_465;

/** A number of a cell as its style shows it: days since 1900 or 1904 as a date, shares of a day as a time. */
export function shown(value: number, shape: Shape, from1904: boolean): string {
  if (shape === "number") return numberText(value);
  if (shape === "percent") return percentText(value);
  if (!(value >= 0 && value <= lastDay)) return numberText(value);
  const seconds = Math.round(value * secondsOfDay);
  const clock = clockText(seconds % secondsOfDay);
  if (shape === "time" && value < 1) return clock;
  if (shape === "time") return clockText(seconds);
  const day = dayText(Math.floor(seconds / secondsOfDay), from1904);
  if (day === null) return numberText(value);
  // A day with a time behind it is a moment, whatever its style leaves out.
  return shape === "moment" || seconds % secondsOfDay !== 0 ? `${day} ${clock}` : day;
}

/** The calendar of 1900 has a 29th of February that never was: the days before it stand a day later, it itself is none. */
function dayText(days: number, from1904: boolean): string | null {
  if (!from1904 && days === 60) return null;
  const first = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  return new Date(first + days * secondsOfDay * 1000).toISOString().slice(0, 10);
}

function clockText(seconds: number): string {
  const two = (part: number): string => String(Math.floor(part)).padStart(2, "0");
  return `${two(seconds / 3600)}:${two((seconds % 3600) / 60)}:${two(seconds % 60)}`;
}
