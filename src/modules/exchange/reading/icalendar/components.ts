import type { Allowance } from "../allowance.ts";
import { byteLinesOf } from "../content-lines/byte-lines.ts";
import { type Property, propertiesOf } from "../content-lines/properties.ts";

/** An event, a thing to do or an entry of a journal, with the zones that the file has told before it. */
export interface Component {
  readonly kind: string;
  readonly properties: readonly Property[];
  /** Offsets of zones that only the file knows, by their names: `+02:00`. */
  readonly offsets: ReadonlyMap<string, string>;
}

const mostLines = 5000;
const wanted = new Set(["VEVENT", "VTODO", "VJOURNAL"]);

/** What a calendar holds, one after the other; alarms in it are passed over. */
export async function* componentsOf(path: string, allowance: Allowance): AsyncGenerator<Component> {
  const { lines, encoding } = await byteLinesOf(path, allowance);
  const open: string[] = [];
  const offsets = new Map<string, string>();
  let properties: Property[] = [];
  let zone = "";
  for await (const property of propertiesOf(lines, encoding)) {
    const value = property.value.trim();
    const inner = open.at(-1) ?? "";
    if (property.name === "BEGIN") {
      if (open.length < 10) open.push(value.toUpperCase());
      if (wanted.has(value.toUpperCase())) properties = [];
    } else if (property.name === "END") {
      open.pop();
      if (wanted.has(inner)) yield { kind: inner, properties, offsets };
    } else if (inner === "VTIMEZONE" && property.name === "TZID") zone = value;
    else if (inner === "STANDARD" && property.name === "TZOFFSETTO") offsets.set(zone, offsetOf(value));
    else if (wanted.has(inner) && properties.length < mostLines) properties.push(property);
  }
}

const offsetOf = (text: string): string => text.replace(/^([+-]\d{2})(\d{2}).*$/, "$1:$2");
