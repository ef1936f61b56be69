import { sql } from "kysely";
import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { createMany, get, type Work } from "#records";
import type { LinkValue, RecordData } from "#records/contract";
import { type makeVariants, mostVariants } from "../contract/variants.ts";

type Attributes = BodyOf<typeof makeVariants>["attributes"];
/** One value of each attribute, in their order. */
type Combination = readonly { readonly attribute: string; readonly value: string }[];

/** Makes a variant of each combination that the product has none of; each begins as the product is. */
export async function makeVariantsOf(
  work: Work,
  id: string,
  { attributes }: BodyOf<typeof makeVariants>,
): Promise<{ made: string[]; existing: number }> {
  const product = await get(work, "product", id);
  if (product["variant_of"]) throw new AppError("variant_unfit", { field: "variant_of" });
  const wanted = combinationsOf(attributes);
  const there = await combinationsThere(work, id);
  const missing = wanted.filter((one) => !there.has(keyOf(one)));
  if (there.size + missing.length > mostVariants)
    throw new AppError("too_many", { params: { max: mostVariants } });
  const made = await createMany(
    work,
    "product",
    missing.map((one) => variantOf(product, one)),
  );
  await createMany(
    work,
    "variant_value",
    missing.flatMap((one, index) =>
      one.map(({ attribute, value }, position) => ({ product: made[index], attribute, value, position })),
    ),
  );
  return { made, existing: wanted.length - missing.length };
}

function combinationsOf(attributes: Attributes): readonly Combination[] {
  let all: readonly Combination[] = [[]];
  for (const { name, values } of attributes) {
    all = all.flatMap((one) => [...new Set(values)].map((value) => [...one, { attribute: name, value }]));
    if (all.length > mostVariants) throw new AppError("too_many", { params: { max: mostVariants } });
  }
  return all;
}

const keyOf = (combination: Combination): string =>
  combination
    .map(({ attribute, value }) => `${attribute.toLowerCase()}\n${value.toLowerCase()}`)
    .sort()
    .join("\n\n");

async function combinationsThere(work: Work, id: string): Promise<ReadonlySet<string>> {
  // Two who generate at once would each make all of them.
  await sql`select 1 from products where id = ${id} for update`.execute(work.db);
  const { rows } = await sql<{ values: { attribute: string; value: string }[] }>`
    select jsonb_agg(jsonb_build_object('attribute', v.attribute, 'value', v.value)) as values
    from products p join variant_values v on v.product_id = p.id and v.archived_at is null
    where p.variant_of_id = ${id} and p.archived_at is null group by p.id`.execute(work.db);
  return new Set(rows.map(({ values }) => keyOf(values)));
}

/** What a variant takes from its product when it is made; a price of its own it has only when somebody gives it one. */
const inherited = ["kind", "tax_class", "unit", "quantity_decimals", "stocked"] as const;

function variantOf(product: RecordData, combination: Combination): Record<string, unknown> {
  const values = combination.map(({ value }) => value);
  const { code } = product;
  return {
    ...Object.fromEntries(inherited.flatMap((field) => (field in product ? [[field, product[field]]] : []))),
    name: `${String(product["name"])}, ${values.join(", ")}`.slice(0, 200),
    ...(typeof code === "string" ? { code: codeOf(code, values) } : {}),
    category: (product["category"] as LinkValue | null | undefined)?.id ?? null,
    variant_of: product.id,
  };
}

const codeOf = (code: string, values: readonly string[]): string =>
  [code, ...values.map((value) => value.toUpperCase().replaceAll(/\s+/g, "-"))].join("-").slice(0, 60);
