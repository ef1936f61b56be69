import type pg from "pg";
import { readStructure, type StructurePart } from "../backup/structure.ts";

/**
 * Runs `run`, which fills tables, while none of them points to another, has a trigger or an index to keep up. What is tied again
 * afterwards is checked as a whole; what `run` has made itself stays as it is.
 */
export async function withoutTies(client: pg.Client, run: () => Promise<void>): Promise<void> {
  const ties = (await readStructure(client)).filter(({ schema, kind }) => schema === "public" && isTie(kind));
  const inOrder = ties.toSorted(byKind);
  for (const tie of inOrder.toReversed()) await client.query(untied(client, tie));
  await run();
  for (const { sql } of inOrder) await client.query(sql);
}

const order = ["index", "foreign_key", "trigger"] as const;

function isTie(kind: StructurePart["kind"]): boolean {
  return (order as readonly string[]).includes(kind);
}

function byKind(one: StructurePart, other: StructurePart): number {
  const place = ({ kind }: StructurePart) => (order as readonly string[]).indexOf(kind);
  return place(one) - place(other);
}

function untied(client: pg.Client, { kind, relation, name }: StructurePart): string {
  const [table, own] = [client.escapeIdentifier(relation), client.escapeIdentifier(name)];
  if (kind === "index") return `drop index public.${own}`;
  if (kind === "trigger") return `drop trigger ${own} on public.${table}`;
  return `alter table public.${table} drop constraint ${own}`;
}
