import { childNamed, childrenNamed } from "../xml/reading.ts";
import type { DavServer, Told } from "./client.ts";
import { CalendarTrouble } from "./trouble.ts";

/** A calendar that was found, for one kind of entry. */
export interface FoundCalendar {
  readonly address: string;
  readonly title: string;
  readonly component: "VTODO" | "VEVENT";
}

const principal = "{DAV:}current-user-principal";
const home = "{urn:ietf:params:xml:ns:caldav}calendar-home-set";
const components = "{urn:ietf:params:xml:ns:caldav}supported-calendar-component-set";
const told = ["{DAV:}resourcetype", "{DAV:}displayname", components];

/** Calendars at most of one address. */
const mostCalendars = 100;

/**
 * The calendars that an address leads to: itself, those of a home, or those of whoever signs in to the server (RFC 6764). Throws
 * `CalendarTrouble`, `answer` where it leads to none.
 */
export async function calendarsAt(server: DavServer, address: string): Promise<FoundCalendar[]> {
  const direct = await unlessAbsent(server.find(address, told, 1));
  const found = direct.flatMap(asCalendars);
  if (found.length > 0) return found.slice(0, mostCalendars);
  for (const start of [address, new URL("/.well-known/caldav", address).href, new URL("/", address).href]) {
    const [user] = await addressesIn(server, start, principal);
    const [calendars] = user ? await addressesIn(server, user, home) : [];
    if (!calendars) continue;
    const inHome = (await server.find(calendars, told, 1)).flatMap(asCalendars);
    if (inHome.length > 0) return inHome.slice(0, mostCalendars);
  }
  throw new CalendarTrouble("answer");
}

async function addressesIn(server: DavServer, address: string, property: string): Promise<string[]> {
  const [first] = await unlessAbsent(server.find(address, [property], 0));
  const hrefs = childrenNamed(first?.properties.get(property), "{DAV:}href");
  return hrefs.flatMap(({ text }) => URL.parse(text.trim(), first?.address)?.href ?? []);
}

// That there is nothing at one address says nothing of the next.
async function unlessAbsent(asked: Promise<readonly Told[]>): Promise<readonly Told[]> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof CalendarTrouble && (error.trouble === "gone" || error.trouble === "answer"))
      return [];
    throw error;
  }
}

function asCalendars({ address, properties }: Told): FoundCalendar[] {
  const type = properties.get("{DAV:}resourcetype");
  if (!childNamed(type, "{urn:ietf:params:xml:ns:caldav}calendar")) return [];
  const named = childrenNamed(properties.get(components), "{urn:ietf:params:xml:ns:caldav}comp");
  const supported = named.map(({ attributes }) => attributes["name"]?.toUpperCase());
  const title = properties.get("{DAV:}displayname")?.text.trim() || lastPart(address);
  // One that names none takes all.
  return (["VEVENT", "VTODO"] as const)
    .filter((one) => supported.length === 0 || supported.includes(one))
    .map((component) => ({ address, title: title.slice(0, 200), component }));
}

function lastPart(address: string): string {
  const part = new URL(address).pathname.split("/").findLast(Boolean) ?? address;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
