import { PeopleMet } from "../people-met.ts";
import { plainText } from "../content-lines/properties.ts";
import { RecordsAsRows } from "../records-as-rows.ts";
import type { FormatReader } from "../table.ts";
import { type Component, componentsOf } from "./components.ts";
import { type Guests, headings, outsiders, rowOf } from "./entry-row.ts";

/**
 * Calendars (RFC 5545): events and things to do become tasks, meetings among them; whoever is asked to come and is none of ours
 * becomes a person, where there is none yet with that address.
 */
export const icalendarReader: FormatReader = {
  gathers: true,
  async *read(files, desk) {
    const people = new PeopleMet(desk);
    const tasks = await RecordsAsRows.open(desk.folder, headings);
    const guests: Guests = {
      isOurs: (email) => people.isOurs(email),
      timeZone: desk.timeZone,
      now: Date.now(),
    };
    try {
      for (const { path } of files) {
        for await (const component of componentsOf(path, desk.allowance)) {
          if (component.kind === "VJOURNAL") desk.leaveOut({ name: titleOf(component), reason: "unknown" });
          else if (isCancelled(component)) desk.leaveOut({ name: titleOf(component), reason: "cancelled" });
          else {
            for (const one of outsiders(component, guests)) people.add(one);
            await tasks.add(rowOf(component, guests));
          }
        }
      }
      yield* people.table();
      if (tasks.count > 0)
        yield {
          name: "",
          rows: tasks.rows(),
          object: "task",
          source: { system: "icalendar", entity: "entries" },
        };
    } finally {
      await tasks.close();
    }
  },
};

const textOf = ({ properties }: Component, wanted: string): string =>
  plainText(properties.find(({ name }) => name === wanted)?.value ?? "");
const titleOf = (component: Component): string => textOf(component, "SUMMARY") || component.kind;
const isCancelled = (component: Component): boolean => /^CANCELLED$/i.test(textOf(component, "STATUS"));
