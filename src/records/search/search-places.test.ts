import { sql } from "kysely";
import { expect, test } from "vitest";
import { openFrontDoor } from "../../../test/front-door.ts";
import { plantRecords } from "../../../test/planted-records.ts";
import { system } from "../../server/runtime.ts";
import { placesOf } from "./search-places.ts";

test("the words of every searched field that a module declares stand in the table under the mark that the contract says", async () => {
  const house = await openFrontDoor();
  const { ids } = await plantRecords(house);
  const looked: string[] = [];
  for (const object of house.runtime.catalogue.objects.values()) {
    const id = ids[object.name];
    if (!id || object.faces.length > 0) continue;
    const places = await house.runtime.read(system, "system", async (work) => placesOf(work, object));
    for (const { field, column, marks } of places.filter(({ own }) => !own)) {
      const { rows } = await sql<{ text: string | null; lexemes: string[] | null }>`
        select ${sql.ref(column)} as text, tsvector_to_array(search_words) as lexemes
        from ${sql.table(object.table)} where id = ${id}::uuid`.execute(house.runtime.database);
      const [row] = rows;
      // A main contact point stands on its party.
      if (!row?.text || row.lexemes === null) continue;
      const place = `${object.name}.${field}`;
      const isMarked = (lexeme: string) =>
        marks.some((mark) => /^[=^<]/.test(lexeme.slice(mark.length)) && lexeme.startsWith(mark));
      expect(row.lexemes.some(isMarked), `${place} under ${marks.join()} in ${row.lexemes.join(" ")}`).toBe(
        true,
      );
      looked.push(place);
    }
  }
  expect(looked).toContain("company.registration_number");
  expect(looked.length).toBeGreaterThan(15);
});
