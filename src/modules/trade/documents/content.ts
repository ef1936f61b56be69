import Big from "big.js";
import { discountLimitOf } from "#catalogue";
import { get, list, visibleField, type Work } from "#records";
import type { RecordData } from "#records/contract";
import type { DocumentContent } from "../contract/line-shapes.ts";
import { mostLines } from "../contract/line-shapes.ts";
import { discountGiven } from "../contract/reckoning.ts";
import type { DocumentKind } from "./kinds.ts";
import { linesOf, type StoredLine, taxKeyOf } from "./stored-lines.ts";

/** The lines of a document as the actor may see them, with its taxes, and what to look at before it goes out. */
export async function contentOf(work: Work, kind: DocumentKind, id: string): Promise<DocumentContent> {
  const document = await get(work, kind.object, id);
  const { data } = await list(work, kind.line, {
    filter: { field: kind.object, op: "is", value: id },
    sort: "position",
    limit: mostLines,
  });
  // What is reckoned from fields that a role hides would tell them.
  const seen = new Set(data.filter(isSeenWhole).map((line) => line.id));
  const lines = (await linesOf(work, kind, id)).filter((line) => seen.has(line.id));
  const discount = (document["discount"] ?? 0) as number;
  const given = lines.map((line) => Number(discountGiven({ ...line, listPrice: line.list_price }, discount)));
  const limit = await discountLimitOf(work);
  const mayRead = readsCosts(work);
  return {
    document,
    lines: [...data],
    taxes: taxesOf(lines),
    list_prices: Object.fromEntries(
      lines.flatMap((line) => (line.list_price ? [[line.id, line.list_price]] : [])),
    ),
    warnings: lines.flatMap((line, at) => [
      ...(line.withdrawn ? [{ line: line.id, code: "product_withdrawn" as const }] : []),
      ...((given[at] ?? 0) > limit ? [{ line: line.id, code: "above_limit" as const }] : []),
      ...(mayRead && isBelowCost(line) ? [{ line: line.id, code: "below_cost" as const }] : []),
    ]),
    discount_given: Math.max(0, ...given),
    discount_limit: limit,
    margin: mayRead ? marginOf(lines) : null,
  };
}

const reckonedFrom = ["product", "quantity", "price", "discount", "tax_rate", "net", "tax"] as const;

function isSeenWhole(line: RecordData): boolean {
  return reckonedFrom.every((name) => line[name] !== undefined);
}

function readsCosts(work: Work): boolean {
  const product = work.catalogue.object("product");
  return product.fields["cost"] !== undefined && visibleField(work, product, "cost") !== undefined;
}

function isBelowCost({ cost, net, quantity }: StoredLine): boolean {
  return cost !== null && Big(net).lt(Big(cost).times(quantity));
}

/** By rate what it is on and what it comes to, as the lines have it: those of an import were reckoned elsewhere. */
function taxesOf(lines: readonly StoredLine[]): DocumentContent["taxes"] {
  const counted = lines.filter(({ chosen }) => chosen);
  const groups = Map.groupBy(counted, (line) => `${taxKeyOf(line)} ${line.tax_rate}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const sum = (name: "net" | "tax") => group.reduce((all, line) => all.plus(line[name]), Big(0)).toFixed();
    return [{ key: taxKeyOf(first), rate: first.tax_rate, net: sum("net"), tax: sum("tax") }];
  });
}

/** What is left of the net sum after what the products cost; lines of unknown cost are left out, and that is told. */
function marginOf(lines: readonly StoredLine[]): DocumentContent["margin"] {
  const chosen = lines.filter((line) => line.chosen);
  const counted = chosen.filter(({ cost }) => cost !== null);
  if (counted.length === 0) return null;
  const sum = (amounts: readonly Big[]) => amounts.reduce((all, one) => all.plus(one), Big(0));
  const net = sum(counted.map((line) => Big(line.net)));
  const amount = net.minus(sum(counted.map(({ cost, quantity }) => Big(cost ?? 0).times(quantity))));
  return {
    amount: amount.round(4).toFixed(),
    percent: net.eq(0) ? null : Number(amount.times(100).div(net).toFixed(2)),
    costs: Object.fromEntries(lines.flatMap(({ id, cost }) => (cost === null ? [] : [[id, cost]]))),
    complete: counted.length === chosen.length,
  };
}
