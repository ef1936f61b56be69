import { move } from "@dnd-kit/helpers";
import { DragDropProvider } from "@dnd-kit/react";
import type { ReactNode } from "react";
import { useFieldTitle } from "#records/web";
import { useT } from "#web/texts.ts";
import styles from "./lines.module.css";
import type { TypedLine } from "./line-row.tsx";

interface LineListProps<L extends TypedLine> {
  /** That of the lines. */
  readonly object: string;
  readonly lines: readonly L[];
  readonly editable: boolean;
  /** A `LineRow`; `onMove` puts it a place up or down. */
  readonly row: (line: L, index: number, onMove: (by: 1 | -1) => void) => ReactNode;
  /** Lines in another order. */
  readonly onOrder: (lines: readonly L[]) => void;
}

/** The lines of any document under the heads of their numbers; dragged by their handles, or moved by Alt and the arrows. */
export function LineList<L extends TypedLine>({ object, lines, editable, row, onOrder }: LineListProps<L>) {
  const keys = lines.map(({ key }) => key);
  const inOrder = (sorted: readonly string[]): L[] =>
    sorted.flatMap((key) => lines.find((line) => line.key === key) ?? []);
  if (lines.length === 0) return null;
  return (
    <div className={styles.list}>
      <DragDropProvider onDragEnd={(event) => !event.canceled && onOrder(inOrder(move(keys, event)))}>
        <Heads
          object={object}
          editable={editable}
          isTaxed={lines.some(({ taxRate }) => taxRate !== undefined)}
        />
        <ol className={styles.lines} data-editable={editable || undefined}>
          {lines.map((line, index) =>
            row(line, index, (by) =>
              onOrder(lines.toSpliced(index, 1).toSpliced(Math.max(0, index + by), 0, line)),
            ),
          )}
        </ol>
      </DragDropProvider>
    </div>
  );
}

interface HeadsProps {
  readonly object: string;
  readonly editable: boolean;
  readonly isTaxed: boolean;
}

/** What the numbers of the lines are, where they stand under one another. */
function Heads({ object, editable, isTaxed }: HeadsProps) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  return (
    <div className={styles.heads} data-editable={editable || undefined} aria-hidden>
      {["quantity", "price"].map((name) => (
        <span key={name}>{fieldTitle(object, name)}</span>
      ))}
      <span>{t("trade.lines.discount_head")}</span>
      <span>{isTaxed && t("trade.lines.tax_head")}</span>
      <span>{t("trade.lines.sum")}</span>
    </div>
  );
}
