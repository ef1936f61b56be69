import { getImport, type ImportSummary } from "#exchange/contract";
import { call } from "#web/client.ts";
import { putInTray } from "#web/tray.ts";
import { translate } from "#web/texts.ts";

const every = 700;
const watched = new Set<string>();

/** Keeps the line of an import in the tray up to date until it is over, wherever one goes meanwhile. */
export function watchInTray(id: string): void {
  if (watched.has(id)) return;
  watched.add(id);
  void watch(id).finally(() => watched.delete(id));
}

async function watch(id: string): Promise<void> {
  for (let misses = 0; misses < 20; ) {
    try {
      const one = await call(getImport, { params: { id } });
      putInTray(lineOf(one));
      if (one.state !== "waiting" && one.state !== "running") return;
      misses = 0;
    } catch {
      misses++;
    }
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}

function lineOf(one: ImportSummary) {
  const isOver = one.state === "done" || one.state === "cancelled";
  return {
    id: `import ${one.id}`,
    title: translate("exchange.run.tray", { name: one.file_name }),
    progress: one.rows === 0 ? 0 : one.processed / one.rows,
    state: one.state === "failed" ? ("failed" as const) : isOver ? ("done" as const) : ("running" as const),
    text: one.problem ?? translate("exchange.run.progress", { processed: one.processed, rows: one.rows }),
    link: `/imports/${one.id}`,
  };
}
