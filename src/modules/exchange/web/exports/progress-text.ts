import type { ExportSummary } from "#exchange/contract";
import { useLocale, useT } from "#web/texts.ts";

/** How far an export is, or what came of it, in one line. */
export function useProgressText(): (one: ExportSummary) => string {
  const t = useT();
  const locale = useLocale();
  return ({ state, problem, processed, rows, size }) => {
    if (state === "waiting") return t("exchange.export.waiting");
    if (state === "done") return t("exchange.export.ready", { rows, size: sizeText(size ?? 0, locale) });
    return problem ?? t("exchange.export.progress", { processed, rows });
  };
}

const units = ["kilobyte", "megabyte", "gigabyte"] as const;

function sizeText(bytes: number, locale: string): string {
  const step = bytes < 1e6 ? 0 : bytes < 1e9 ? 1 : 2;
  const format = { style: "unit", unit: units[step], maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale, format).format(bytes / 1000 ** (step + 1));
}
