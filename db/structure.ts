import type { Client } from "pg";
import { type PartKind, readStructure, type StructurePart } from "../src/server/backup/structure.ts";

/** The structure of a database as SQL text, in an order that depends on names alone: what `structure.sql` holds. */
export async function describeStructure(client: Client): Promise<string> {
  const parts = (await readStructure(client)).filter(({ schema }) => schema !== "graphile_worker");
  const sections = order.map((kinds) => parts.filter(({ kind }) => kinds.includes(kind)).sort(byName));
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.map(({ sql }) => `${sql};`).join("\n"))
    .join("\n\n")}\n`;
}

const order: readonly (readonly PartKind[])[] = [
  ["schema"],
  ["extension"],
  ["type"],
  ["sequence"],
  ["function"],
  ["table"],
  ["setting"],
  ["key", "constraint", "foreign_key"],
  ["index"],
  ["view"],
  ["trigger"],
];

function byName(one: StructurePart, other: StructurePart): number {
  return (
    compare(one.schema, other.schema) ||
    compare(one.relation, other.relation) ||
    compare(one.name, other.name)
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
