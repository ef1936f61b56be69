import { RecordsAsRows } from "../records-as-rows.ts";
import type { Desk, FormatReader, FoundFile, Table } from "../table.ts";
import { type Card, cardsOf } from "./cards.ts";
import { firstText, kindOf, memberIds } from "./card-facts.ts";
import { headingsOfCompanies, headingsOfPeople, rowOf } from "./card-row.ts";

/** Address books (vCard 2.1, 3.0 and 4.0): people, and companies apart. Groups become labels of their members. */
export const vcardReader: FormatReader = {
  gathers: true,
  async *read(files, desk) {
    const groups = await groupsIn(files, desk);
    const people = await RecordsAsRows.open(desk.folder, headingsOfPeople);
    const companies = await RecordsAsRows.open(desk.folder, headingsOfCompanies);
    try {
      for await (const card of cardsIn(files, desk)) {
        const kind = kindOf(card);
        if (kind === "other")
          desk.leaveOut({ name: firstText(card, "FN") || firstText(card, "KIND"), reason: "unknown" });
        else if (kind === "company") await companies.add(rowOf(card, { groups, isCompany: true, desk }));
        else if (kind === "person") await people.add(rowOf(card, { groups, isCompany: false, desk }));
      }
      yield* tables(people, companies);
    } finally {
      await people.close();
      await companies.close();
    }
  },
};

function* tables(people: RecordsAsRows, companies: RecordsAsRows): Generator<Table> {
  const source = (entity: string) => ({ system: "vcard", entity });
  // Companies first: people work at them.
  if (companies.count > 0)
    yield { name: "", rows: companies.rows(), object: "company", source: source("companies") };
  if (people.count > 0) yield { name: "", rows: people.rows(), object: "person", source: source("contacts") };
}

async function* cardsIn(files: readonly FoundFile[], desk: Desk): AsyncGenerator<Card> {
  for (const { path } of files) yield* cardsOf(path, desk.allowance);
}

const mostMembers = 200_000;

/** Names of groups by the id of each member. */
async function groupsIn(files: readonly FoundFile[], desk: Desk): Promise<ReadonlyMap<string, string[]>> {
  const groups = new Map<string, string[]>();
  for await (const card of cardsIn(files, desk)) {
    if (kindOf(card) !== "group") continue;
    const name = firstText(card, "FN");
    for (const id of name === "" ? [] : memberIds(card))
      if (groups.size < mostMembers) groups.set(id, [...(groups.get(id) ?? []), name]);
  }
  return groups;
}
