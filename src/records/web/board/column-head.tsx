import { Tooltip } from "@mantine/core";
import { IconChevronsRight, IconCircleCheck, IconCircleX, IconPlus } from "@tabler/icons-react";
import type { ObjectMetadata, Total } from "#records/contract";
import { Avatar } from "#web/avatar.tsx";
import { useFormat } from "#web/format.ts";
import { IconButton } from "#web/icon-button.tsx";
import { useT } from "#web/texts.ts";
import type { BoardTarget } from "../page/slots.ts";
import { added, inOrder, type Sums, sumsOf, weighted } from "./amounts.ts";
import styles from "./board.module.css";
import { boardSum } from "./card-fields.ts";
import type { Moved } from "./moves.ts";

interface ColumnHeadProps {
  readonly object: ObjectMetadata;
  readonly group: string;
  readonly target: BoardTarget;
  readonly total: Total | undefined;
  readonly moved: ReadonlyMap<string, Moved>;
  readonly weight: number | undefined;
  readonly tone: "won" | "lost" | null;
  readonly onFold?: () => void;
  /** Makes a card in this column. */
  readonly onAdd?: () => void;
}

/** Name, number of cards, their sum, and the sum weighted by the chance of the stage. */
export function ColumnHead({
  object,
  group,
  target,
  total,
  moved,
  weight,
  tone,
  onFold,
  onAdd,
}: ColumnHeadProps) {
  const t = useT();
  const sumField = boardSum(object);
  const { count, sums } = withMoved(total, sumField, target.value, moved);
  const open = tone === null && weight !== undefined && weight > 0 && weight < 1;
  return (
    <header className={styles.head}>
      <div className={styles.headLine}>
        {tone === "won" && (
          <IconCircleCheck size={16} stroke={1.5} className={styles.tone} aria-label={t("board.won")} />
        )}
        {tone === "lost" && (
          <IconCircleX size={16} stroke={1.5} className={styles.tone} aria-label={t("board.lost")} />
        )}
        {object.fields[group]?.type === "user" && target.value && (
          <Avatar name={target.title} kind="person" size={20} />
        )}
        <h2 className={styles.title} title={target.title}>
          {target.title || t("board.none")}
        </h2>
        <span className={styles.count}>{count}</span>
        {onAdd && (
          <IconButton
            label={t("board.add", { column: target.title || t("board.none") })}
            size={22}
            onClick={onAdd}
            className={styles.headAct}
          >
            <IconPlus size={14} stroke={1.5} />
          </IconButton>
        )}
        {onFold && (
          <IconButton
            label={t("board.fold", { column: target.title })}
            size={22}
            onClick={onFold}
            className={styles.headAct}
          >
            <IconChevronsRight size={14} stroke={1.5} />
          </IconButton>
        )}
      </div>
      {sumField && (
        <div className={styles.sums}>
          <Amount sums={sums} />
          {open && inOrder(sums).length > 0 && (
            <Tooltip label={t("board.weighted", { percent: Math.round(weight * 100) })}>
              <span className={styles.weighted} tabIndex={0}>
                <span aria-hidden="true">≈ </span>
                <Amount sums={weighted(sums, weight)} />
              </span>
            </Tooltip>
          )}
        </div>
      )}
    </header>
  );
}

/** The largest currency; the others behind a number. */
export function Amount({ sums }: { readonly sums: Sums }) {
  const format = useFormat();
  const [first, ...others] = inOrder(sums);
  if (!first) return <span>–</span>;
  const written = (money: typeof first) =>
    money.currency ? format.money(money, { compact: true }) : format.decimal(money.amount);
  return (
    <span
      title={
        others.length > 0
          ? inOrder(sums)
              .map((money) => (money.currency ? format.money(money) : money.amount))
              .join(" · ")
          : undefined
      }
    >
      {written(first)}
      {others.length > 0 && <span className={styles.others}> +{others.length}</span>}
    </span>
  );
}

function withMoved(
  total: Total | undefined,
  sumField: string | undefined,
  value: string | null,
  moved: ReadonlyMap<string, Moved>,
): { count: number; sums: Sums } {
  let count = total?.count ?? 0;
  let sums = sumsOf(total, sumField);
  for (const { record, from, to } of moved.values()) {
    const sign = to === value ? 1 : from === value ? -1 : 0;
    if (sign === 0 || from === to) continue;
    count += sign;
    if (sumField) sums = added(sums, record[sumField], sign);
  }
  return { count, sums };
}
