import type { ClipboardEvent, KeyboardEvent } from "react";
import type { OutputOf } from "#kernel/action";
import { call } from "#web/client.ts";
import { parseTypedNumber, typedNumber, useTypingLocale } from "#records/web";
import { useFormat } from "#web/format.ts";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { type readTargets, setTargets, type TargetRow } from "../../contract/targets.ts";
import { usePeriodTitle } from "../period-switch.tsx";
import styles from "../targets.module.css";
import { useReadAnew } from "../use-read.ts";
import type { GoodsLine } from "./new-goods-line.tsx";

type Sheet = OutputOf<typeof readTargets>;
type Line = Pick<TargetRow, "subject" | "product" | "category" | "measure" | "values"> & {
  readonly maySet: boolean;
};

interface TargetSheetProps {
  readonly sheet: Sheet;
  readonly measure: TargetRow["measure"];
  /** Lines for parts of what is sold that are to be typed into. */
  readonly added: readonly GoodsLine[];
  readonly mayChange: boolean;
}

/** Typed into like a spreadsheet: arrows and Enter go from cell to cell, a block of cells is pasted as it was copied. */
export function TargetSheet({ sheet, measure, added, mayChange }: TargetSheetProps) {
  const t = useT();
  const format = useFormat();
  const title = usePeriodTitle();
  const anew = useReadAnew();
  const locale = useTypingLocale();
  const lines = linesOf(sheet, measure, added);
  const save = (cells: readonly { line: number; column: number; text: string }[]) => {
    const targets = cells.flatMap(({ line, column, text }) => {
      const [of, period] = [lines[line], sheet.periods[column]];
      const value = numberOf(text, locale);
      if (!of?.maySet || !period || value === undefined || value === (of.values[column] ?? null)) return [];
      const { kind, id } = of.subject;
      const whose = kind === "user" ? { user: id } : kind === "team" ? { team: id } : {};
      return [
        {
          ...whose,
          product: of.product?.id ?? null,
          category: of.category?.id ?? null,
          measure,
          on: period.from,
          value,
        },
      ];
    });
    if (targets.length > 0)
      void call(setTargets, { body: { unit: sheet.unit, targets } })
        .catch(notifyProblem)
        .finally(anew);
  };
  return (
    <div className={styles.scroll}>
      <table className={`${styles.table} ${styles.sheet}`}>
        <thead>
          <tr>
            <th scope="col">{measure === "amount" ? sheet.currency : t("targets.targets.count")}</th>
            {sheet.periods.map((period) => (
              <th key={period.from} scope="col">
                {period.unit === "month"
                  ? format.month(period.from).replace(/\s*\d{4}.*$/, "")
                  : title(period)}
              </th>
            ))}
            <th scope="col">{t("targets.targets.sum")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, at) => (
            <tr key={keyOf(line)} className={line.subject.kind === "user" ? undefined : styles.strong}>
              <th scope="row">{nameOf(line, t)}</th>
              {sheet.periods.map((period, column) => (
                <td key={period.from}>
                  {mayChange && line.maySet ? (
                    <input
                      key={line.values[column] ?? ""}
                      className={styles.typed}
                      inputMode="decimal"
                      aria-label={`${nameOf(line, t)}, ${title(period)}`}
                      defaultValue={typedNumber(line.values[column], locale)}
                      data-cell={`${at}:${column}`}
                      onFocus={(event) => event.currentTarget.select()}
                      onKeyDown={(event) => walk(event, at, column)}
                      onBlur={(event) => save([{ line: at, column, text: event.currentTarget.value }])}
                      onPaste={(event) => paste(event, at, column, save)}
                    />
                  ) : (
                    line.values[column] && format.decimal(line.values[column], 2)
                  )}
                </td>
              ))}
              <td>
                {format.decimal(
                  line.values.reduce((sum, value) => sum + Number(value ?? 0), 0),
                  2,
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A line for each whose targets may be seen, and those of products and categories that are set or added. */
function linesOf(sheet: Sheet, measure: TargetRow["measure"], added: readonly GoodsLine[]): readonly Line[] {
  return sheet.subjects.flatMap(({ maySet, kind, id, title }) => {
    const subject = { kind, id, title };
    const rows = sheet.rows.filter(
      (row) => row.measure === measure && row.subject.kind === subject.kind && row.subject.id === subject.id,
    );
    const whole = rows.find(({ product, category }) => product === null && category === null);
    const empty = { subject, product: null, category: null, measure, values: sheet.periods.map(() => null) };
    const parts = rows.filter((row) => row !== whole);
    const shown = new Set(parts.map(keyOf));
    const fresh = [...new Map(added.map((line) => [keyOf(line), line])).values()]
      .filter((line) => line.subject.kind === kind && line.subject.id === id && !shown.has(keyOf(line)))
      .map((line) => ({ ...empty, ...line }));
    return [whole ?? empty, ...parts, ...fresh].map((row) => ({
      ...row,
      subject,
      maySet,
    }));
  });
}

function keyOf({ subject, product, category }: GoodsLine): string {
  return [subject.kind, subject.id, product?.id, category?.id].join();
}

function nameOf({ subject, product, category }: Line, t: (key: string) => string): string {
  const whose = subject.title ?? t(`targets.subject.${subject.kind}`);
  const goods = product?.title ?? category?.title;
  return goods ? `${whose} · ${goods}` : whose;
}

/** What was typed, as decimal text; null: nothing; undefined: no number. */
function numberOf(text: string, locale: string): string | null | undefined {
  if (text.trim() === "") return null;
  const typed = parseTypedNumber(text, locale);
  if (typed === null || !/^\d{1,15}(\.\d{1,6})?$/.test(typed)) return undefined;
  return Number(typed) === 0 ? null : typed;
}

function walk(event: KeyboardEvent<HTMLInputElement>, line: number, column: number): void {
  const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    Enter: [1, 0],
  };
  const step = steps[event.key];
  if (event.key === "Escape") event.currentTarget.value = event.currentTarget.defaultValue;
  if (!step) return;
  event.preventDefault();
  const table = event.currentTarget.closest("table");
  table?.querySelector<HTMLInputElement>(`[data-cell="${line + step[0]}:${column + step[1]}"]`)?.focus();
}

type Save = (cells: readonly { line: number; column: number; text: string }[]) => void;

function paste(event: ClipboardEvent<HTMLInputElement>, line: number, column: number, save: Save): void {
  const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
  if (!/[\t\n]/.test(text)) return;
  event.preventDefault();
  save(
    text
      .split(/\r?\n/)
      .flatMap((row, down) =>
        row.split("\t").map((cell, right) => ({ line: line + down, column: column + right, text: cell })),
      ),
  );
}
