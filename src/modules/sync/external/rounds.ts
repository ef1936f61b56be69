import { bringHere } from "./bringing-here.ts";
import { bringThere } from "./bringing-there.ts";
import { inUnit, type Round } from "./round.ts";
import { keepState } from "./stored-entries.ts";

const states = ["{DAV:}sync-token", "{http://calendarserver.org/ns/}getctag"];

/**
 * Keeps one calendar in step: what changed there comes here, then what changed here goes there. Throws `CalendarTrouble`,
 * `EgressError`.
 */
export async function goRound(round: Round, stopping?: AbortSignal): Promise<void> {
  const before = await stateThere(round);
  if (before === null || before !== round.calendar.state) await bringHere(round, stopping);
  await bringThere(round, stopping);
  // What we have written there ourselves is looked at with the next round, and found to be the same.
  await inUnit(round, (work) => keepState(work, round.calendar.id, stopping?.aborted ? null : before));
}

async function stateThere({ server, calendar }: Round): Promise<string | null> {
  const [told] = await server.find(calendar.address, states, 0);
  const said = states.map((name) => told?.properties.get(name)?.text.trim() ?? "").join(" ");
  return said.trim() === "" ? null : said;
}
