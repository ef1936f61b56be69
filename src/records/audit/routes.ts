import { Readable } from "node:stream";
import { type Edge, type Handler, handleRaw } from "../module.ts";
import { exportAudit, readAudit } from "./contract.ts";
import { auditLines } from "./exporting.ts";
import { noteAt } from "./noting.ts";
import { auditEntries } from "./reading.ts";

/** The audit log as it is read; each reading is told in it, but for the pages that follow the first. */
export const auditRoutes: readonly Handler[] = [
  handleRaw(readAudit, async (edge, { query }) => {
    const { runtime, actor, request } = edge;
    const { before, limit: _, ...asked } = query;
    const source = request.caller?.source ?? "screen";
    const page = await runtime.read(actor, source, (work) => auditEntries(work, query));
    if (before === undefined) await noteAt(edge, { kind: "audit_read", details: asked });
    return page;
  }),
  handleRaw(exportAudit, async (edge, { query: { format, ...asked } }) => {
    const lines = auditLines(edge.runtime, edge.actor, asked, format);
    // The first lines are made before the answer begins, so that what is wrong with the question is still said as a problem.
    const first = await lines.next();
    await noteAt(edge, { kind: "audit_exported", details: { ...asked, format } });
    return sendLines(edge, format, async function* () {
      if (!first.done) yield first.value;
      yield* lines;
    });
  }),
];

function sendLines({ reply }: Edge, format: "csv" | "jsonl", lines: () => AsyncGenerator<string>) {
  reply.header(
    "content-type",
    format === "csv" ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8",
  );
  reply.header("content-disposition", `attachment; filename="audit.${format}"`);
  return reply.send(Readable.from(lines()));
}
