import { checkFormula } from "../computed/checking.ts";
import { formula } from "../contract/index.ts";
import { list } from "../reading/listing.ts";
import type { Work } from "../work.ts";
import { buildCatalogue } from "../catalogue.ts";
import type { FormulaCheck } from "./contract.ts";

const tried = "x_tried_out";

/** What a formula gives and its value for the first records, before it is anybody's field. Throws `formula_…` with the place. */
export async function tryFormula(
  work: Work,
  objectName: string,
  expression: string,
  field?: string,
): Promise<FormulaCheck> {
  const { result } = checkFormula(work, objectName, expression, field);
  const definitions = [...work.catalogue.objects.values()].map((object) =>
    object.name === objectName
      ? { ...object, fields: { ...object.fields, [tried]: formula({ expression, result }) } }
      : object,
  );
  const catalogue = buildCatalogue(definitions);
  const { title } = catalogue.object(objectName);
  const page = await list({ ...work, catalogue }, objectName, { fields: `${title},${tried}`, limit: 3 });
  return {
    result,
    examples: page.data.map((record) => ({
      id: record.id,
      title: titleText(record[title]),
      value: record[tried] ?? null,
    })),
  };
}

function titleText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "object" && "full" in value ? String(value.full) : String(value);
}
