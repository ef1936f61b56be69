import { type Component, type Line, lineNamed, parameterOf, unescaped } from "../entries/lines.ts";
import { type Clock, durationOf, instantOf, later, utc } from "../entries/instants.ts";
import { zonesIn } from "../entries/zones.ts";
import { childNamed, childrenNamed, type Element } from "../xml/reading.ts";

const cal = (name: string) => `{urn:ietf:params:xml:ns:caldav}${name}`;
const card = (name: string) => `{urn:ietf:params:xml:ns:carddav}${name}`;

/** Whether a calendar holds what the filter of a calendar-query asks for (RFC 4791, 9.7). */
export function isInCalendarFilter(filter: Element | undefined, whole: Component, timeZone: string): boolean {
  const clock = { timeZone, zones: zonesIn(whole) };
  return childrenNamed(filter, cal("comp-filter")).every((one) => componentFits(one, [whole], clock));
}

function componentFits(filter: Element, among: readonly Component[], clock: Clock): boolean {
  const name = (filter.attributes["name"] ?? "").toUpperCase();
  const found = among.filter((one) => one.name === name);
  if (childNamed(filter, cal("is-not-defined"))) return found.length === 0;
  const range = childNamed(filter, cal("time-range"));
  return found.some(
    (one) =>
      (!range || isInRange(one, range, clock)) &&
      childrenNamed(filter, cal("prop-filter")).every((prop) => propertyFits(prop, one, cal)) &&
      childrenNamed(filter, cal("comp-filter")).every((inner) => componentFits(inner, one.parts, clock)),
  );
}

/** Whether a card holds what the filter of an addressbook-query asks for (RFC 6352, 10.5). */
export function isInBookFilter(filter: Element | undefined, whole: Component): boolean {
  const tests = childrenNamed(filter, card("prop-filter")).map((one) => propertyFits(one, whole, card));
  if (tests.length === 0) return true;
  return filter?.attributes["test"] === "allof" ? tests.every(Boolean) : tests.some(Boolean);
}

function propertyFits(filter: Element, component: Component, named: (name: string) => string): boolean {
  const name = (filter.attributes["name"] ?? "").toUpperCase();
  const lines = component.lines.filter((line) => line.name === name);
  if (childNamed(filter, named("is-not-defined"))) return lines.length === 0;
  const texts = childrenNamed(filter, named("text-match"));
  const parameters = childrenNamed(filter, named("param-filter"));
  return lines.some((line) => {
    const tests = [
      ...texts.map((match) => textFits(match, unescaped(line.value))),
      ...parameters.map((parameter) => parameterFits(parameter, line, named)),
    ];
    if (tests.length === 0) return true;
    return filter.attributes["test"] === "anyof" ? tests.some(Boolean) : tests.every(Boolean);
  });
}

function parameterFits(filter: Element, line: Line, named: (name: string) => string): boolean {
  const value = parameterOf(line, (filter.attributes["name"] ?? "").replace(/[^\w-]/g, ""));
  if (childNamed(filter, named("is-not-defined"))) return value === undefined;
  const match = childNamed(filter, named("text-match"));
  return value !== undefined && (!match || textFits(match, value));
}

function textFits({ attributes, text }: Element, value: string): boolean {
  const isExact = attributes["collation"] === "i;octet";
  const [wanted, there] = isExact ? [text, value] : [text.toLowerCase(), value.toLowerCase()];
  const kinds: Readonly<Record<string, boolean>> = {
    equals: there === wanted,
    "starts-with": there.startsWith(wanted),
    "ends-with": there.endsWith(wanted),
  };
  const fits = kinds[attributes["match-type"] ?? ""] ?? there.includes(wanted);
  return attributes["negate-condition"] === "yes" ? !fits : fits;
}

// A series may fall into any time that is not before its beginning.
function isInRange(component: Component, { attributes }: Element, clock: Clock): boolean {
  const from = instantOf(lineIn(attributes["start"]), utc)?.instant ?? "0000";
  const until = instantOf(lineIn(attributes["end"]), utc)?.instant ?? "9999";
  const starts = instantOf(lineNamed(component, "DTSTART"), clock);
  const due = instantOf(lineNamed(component, "DTEND") ?? lineNamed(component, "DUE"), clock);
  const beginning = starts?.instant ?? due?.instant;
  if (beginning === undefined) return true;
  if (lineNamed(component, "RRULE")) return beginning < until;
  const lasts = durationOf(lineNamed(component, "DURATION")) ?? (starts?.isDay ? 86_400_000 : 0);
  const end = due?.instant ?? later(beginning, lasts);
  return beginning < until && (end > from || (end === beginning && end >= from));
}

const lineIn = (value: string | undefined): Line | undefined =>
  value === undefined ? undefined : { name: "", head: "", value };
