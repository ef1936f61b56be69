import { unreadable } from "../unreadable.ts";
import type { XmlListener } from "../xml.ts";

/** What a cell's number stands for by its style. */
export type Shape = "number" | "percent" | "date" | "time" | "moment";

/** Formats that every program knows by their number (ECMA-376, 18.8.30); those of East Asia are days as well. */
const known: Readonly<Record<number, Shape>> = {
  ...Object.fromEntries(
    [14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, "date"]),
  ),
  ...Object.fromEntries([18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56].map((id) => [id, "time"])),
  9: "percent",
  10: "percent",
  22: "moment",
};

/** Styles and formats that a workbook can have, and the letters of a format; one that has more is not one. */
const mostStyles = 65_000;
const longestFormat = 255;

/** Hears the styles of a workbook: for each style of a cell what its numbers are. */
export function styleListener(): XmlListener<never> & { readonly shapes: readonly Shape[] } {
  const own = new Map<number, Shape>();
  const shapes: Shape[] = [];
  let inCellStyles = false;
  return {
    shapes,
    open: (name, attributes) => {
      if (Math.max(own.size, shapes.length) > mostStyles) throw unreadable("broken");
      if (name === "cellXfs") inCellStyles = true;
      else if (name === "numFmt") own.set(Number(attributes.numFmtId), shapeOf(attributes.formatCode ?? ""));
      else if (name === "xf" && inCellStyles) {
        const id = Number(attributes.numFmtId ?? 0);
        shapes.push(own.get(id) ?? known[id] ?? "number");
      }
    },
    close: (name) => {
      if (name === "cellXfs") inCellStyles = false;
    },
    found: () => [],
  };
}

/** What a format shows: days, hours or both, by its letters outside of texts, colours and conditions. */
export function shapeOf(format: string): Shape {
  const [first = ""] = format.slice(0, longestFormat).split(";");
  const letters = first
    .replace(/"[^"]*"?|\\.|_.|\*./g, "")
    // [h] counts hours, [Red], [$-419] and [>1] are no letters of a day.
    .replace(/\[(h+|m+|s+)\]/gi, "$1")
    .replace(/\[[^\]]*\]/g, "")
    .replace(/general|standard|am\/pm|a\/p/gi, (word) => (/^[gs]/i.test(word) ? "" : "h"));
  if (letters.includes("%")) return "percent";
  if (/[0#?]/.test(letters) && !/[yd]/i.test(letters) && !/h|s/i.test(letters)) return "number";
  const hasDay = /[ydг]/i.test(letters) || (/m/i.test(letters) && !/[hs]/i.test(letters));
  const hasClock = /[hs]/i.test(letters);
  if (hasDay) return hasClock ? "moment" : "date";
  return hasClock ? "time" : "number";
}
