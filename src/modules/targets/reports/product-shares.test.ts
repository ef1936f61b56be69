import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { AppError } from "#kernel/error";
import { type Actor, archive, createMany, restore, updateMany, type Work } from "#records";
import { type Office, openOffice } from "../../../../test/office.ts";
import { undo } from "../../../records/undoing/undoing.ts";

let office: Office;
let maria: Actor;
let deals: readonly string[];
let products: readonly string[];

beforeAll(async () => {
  office = await openOffice();
  maria = await office.colleague("Maria Ivanova");
  const named = (name: string, many: number) =>
    Array.from({ length: many }, (_, at) => ({ name: `${name} ${at}` }));
  deals = await doing((work) => createMany(work, "deal", named("Deal", 3)));
  products = await doing((work) => createMany(work, "product", named("Product", 4)));
});

const edge = { explain: async (thrown: unknown) => thrown } as never;
const doing = <T>(capability: (work: Work) => Promise<T>) => office.as(maria, capability);

const place = fc.nat(1000);
const price = fc.option(
  fc.nat(100_000).map((cents) => ({ amount: (cents / 100).toFixed(2), currency: "EUR" })),
);
const line = fc.record({
  deal: place.map((at) => deals[at % deals.length]),
  product: place.map((at) => products[at % products.length]),
  price,
  discount: fc.constantFrom(0, 12.5, 100),
});
const act = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), lines: fc.array(line, { minLength: 1, maxLength: 4 }) }),
  fc.record({ kind: fc.constant("change" as const), at: place, into: line, isUndone: fc.boolean() }),
  fc.record({ kind: fc.constantFrom("archive" as const, "restore" as const), at: place }),
  fc.record({ kind: fc.constantFrom("archive" as const, "restore" as const), deal: place }),
);
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

/** Does it to one of those to which it can be done; nothing where there is none. */
async function carryOut(one: Act): Promise<void> {
  if (one.kind === "add") return void (await doing((work) => createMany(work, "deal_product", one.lines)));
  const object = "deal" in one ? "deal" : "deal_product";
  const ids = await office.rows<{ id: string }>(`
    select t.id from ${object}s t ${object === "deal" ? "" : "join deals d on d.id = t.deal_id and d.archived_at is null"}
    where t.archived_at is ${one.kind === "restore" ? "not null" : "null"} order by t.id`);
  const id = ids[("deal" in one ? one.deal : one.at) % ids.length]?.id;
  if (!id) return;
  if (one.kind === "change") {
    await doing((work) => updateMany(work, object, [{ id, values: one.into }]));
    if (one.isUndone) await doing((work) => undo(work, {}, edge));
  } else await doing((work) => (one.kind === "archive" ? archive : restore)(work, object, [id]));
}

/** No line goes into a deal that is in the recycle bin. */
function refused(thrown: unknown): void {
  if (!(thrown instanceof AppError) || thrown.code !== "link_not_found") throw thrown;
}

interface Worth {
  readonly deal: string;
  readonly product: string;
  readonly worth: number;
}

/** What the lines that are there say, reckoned plainly. */
async function sharesByLines(): Promise<Readonly<Record<string, number>>> {
  const lines = await office.rows<Worth>(`
    select deal_id as deal, product_id as product, (quantity * coalesce(price, 0) * (100 - discount))::float as worth
    from deal_products where archived_at is null`);
  const sum = (some: readonly Worth[]) => some.reduce((all, { worth }) => all + worth, 0);
  const shares: Record<string, number> = {};
  for (const [deal, ofDeal] of Map.groupBy(lines, (one) => one.deal)) {
    const apart = Map.groupBy(ofDeal, (one) => one.product);
    for (const [product, some] of apart)
      shares[`${deal} ${product}`] = sum(ofDeal) > 0 ? sum(some) / sum(ofDeal) : 1 / apart.size;
  }
  return shares;
}

async function assertKept(after: unknown): Promise<number> {
  const kept = await office.rows<{ of: string; share: number }>(
    "select deal_id || ' ' || product_id as of, share::float as share from deal_product_shares",
  );
  const plain = await sharesByLines();
  expect(kept.map(({ of }) => of).sort(), JSON.stringify(after)).toEqual(Object.keys(plain).sort());
  for (const { of, share } of kept) expect(share).toBeCloseTo(plain[of] ?? -1, 9);
  const broken = "select deal_id from deal_product_shares group by 1 having sum(share) <> 1";
  expect(await office.rows(broken)).toEqual([]);
  return kept.length;
}

test("the shares of products follow their lines, whatever happens to these", async () => {
  let shares = 0;
  for (const one of fc.sample(act, { numRuns: 60, seed: 306 })) {
    await carryOut(one).catch(refused);
    shares = Math.max(shares, await assertKept(one));
  }
  expect(shares).toBeGreaterThan(6);
});

test("of two who add lines to a deal at once the later one weighs both", async () => {
  const [deal] = await doing((work) => createMany(work, "deal", [{ name: "Of two" }]));
  const add = (work: Work, at: number) =>
    createMany(work, "deal_product", [
      { deal, product: products[at], price: { amount: `${at + 1}.10`, currency: "EUR" } },
    ]);
  let isDone = false;
  let later: Promise<unknown> | undefined;
  await doing(async (work) => {
    await add(work, 0);
    later = doing((other) => add(other, 1)).finally(() => (isDone = true));
    const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await expect.poll(async () => isDone || (await office.rows(waiting)).length > 0).toBe(true);
  });
  await later;
  await assertKept("at once");
  await office.rows(`delete from deals where id = '${deal}'`);
  await assertKept("the deal is gone for good");
});
