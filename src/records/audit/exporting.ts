import { csvLine } from "#kernel/csv";
import type { Runtime } from "../module.ts";
import type { Actor } from "../work.ts";
import type { AuditEntry, AuditQuery } from "./contract.ts";
import { auditEntries } from "./reading.ts";

const portion = 200;

const columns: Readonly<Record<string, (entry: AuditEntry) => string | null | undefined>> = {
  at: (entry) => entry.at,
  person: (entry) => entry.actor?.title,
  person_id: (entry) => entry.actor?.id,
  key: (entry) => entry.key?.title,
  address: (entry) => entry.address,
  source: (entry) => entry.source,
  kind: (entry) => entry.kind,
  object: (entry) => entry.object,
  record: (entry) => entry.record?.title,
  record_id: (entry) => entry.record?.id,
  changes: (entry) => asText(entry.changes),
  details: (entry) => asText(entry.details),
};

/** The entries that a question finds as lines of a file, page by page, each read on its own. */
export async function* auditLines(
  runtime: Runtime,
  actor: Actor,
  query: Omit<AuditQuery, "limit" | "before">,
  format: "csv" | "jsonl",
): AsyncGenerator<string> {
  const pageAfter = (before: string | undefined) =>
    runtime.read(actor, "api", (work) => auditEntries(work, { ...query, limit: portion, before }));
  let page = await pageAfter(undefined);
  if (format === "csv") yield `\uFEFF${csvLine(Object.keys(columns))}`;
  for (;;) {
    yield page.data.map((entry) => (format === "csv" ? asRow(entry) : `${JSON.stringify(entry)}\n`)).join("");
    if (page.next === null) return;
    page = await pageAfter(page.next);
  }
}

function asRow(entry: AuditEntry): string {
  return csvLine(Object.values(columns).map((value) => value(entry) ?? ""));
}

function asText(value: object): string {
  return Object.keys(value).length > 0 ? JSON.stringify(value) : "";
}
