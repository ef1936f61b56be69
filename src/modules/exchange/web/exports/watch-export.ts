import { discardExport, type ExportSummary, getExport } from "#exchange/contract";
import { ApiProblem, call } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import { translate } from "#web/texts.ts";
import { putInTray, removeFromTray } from "#web/tray.ts";
import { contentOf } from "./export-queries.ts";

interface Words {
  /** What is exported: "People". */
  readonly title: string;
  readonly progressText: (one: ExportSummary) => string;
}

const every = 700;

/** Keeps the line of an export in the tray up to date until its file can be fetched, wherever one goes meanwhile. */
export function watchExport(one: ExportSummary, words: Words): void {
  putInTray(lineOf(one, words));
  void watch(one.id, words);
}

async function watch(id: string, words: Words): Promise<void> {
  for (let misses = 0; misses < 20; ) {
    await new Promise((resolve) => setTimeout(resolve, every));
    try {
      const one = await call(getExport, { params: { id } });
      putInTray(lineOf(one, words));
      if (one.state !== "waiting" && one.state !== "running") return;
      misses = 0;
    } catch (error) {
      // Stopped, here or in another tab.
      if (error instanceof ApiProblem && error.problem.code === "not_found")
        return removeFromTray(lineId(id));
      misses++;
    }
  }
}

const lineId = (id: string): string => `export ${id}`;

function lineOf(one: ExportSummary, { title, progressText }: Words) {
  const { id, state, rows, processed } = one;
  const isOver = state === "done" || state === "cancelled";
  return {
    id: lineId(id),
    title: translate("exchange.export.tray", { objects: title }),
    progress: rows === 0 ? 0 : processed / rows,
    state: state === "failed" ? ("failed" as const) : isOver ? ("done" as const) : ("running" as const),
    text: progressText(one),
    ...(state === "done" ? { download: contentOf(id) } : {}),
    stop: () => void stop(id),
  };
}

async function stop(id: string): Promise<void> {
  try {
    await call(discardExport, { params: { id } });
    removeFromTray(lineId(id));
  } catch (error) {
    notifyProblem(error);
  }
}
