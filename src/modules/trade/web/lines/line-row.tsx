import { useSortable } from "@dnd-kit/react/sortable";
import { Checkbox, Textarea } from "@mantine/core";
import { IconAlertTriangle, IconGripVertical, IconSquareRoundedPlus } from "@tabler/icons-react";
import { type FocusEvent, type KeyboardEvent, useEffect, useRef } from "react";
import type { Sums } from "#catalogue/contract";
import { useFormat } from "#web/format.ts";
import { IconButton } from "#web/icon-button.tsx";
import { RemoveButton } from "#web/remove-button.tsx";
import { useT } from "#web/texts.ts";
import { DeliveredPart } from "./delivered-part.tsx";
import type { EditedLine } from "./edited-line.ts";
import type { Refusal } from "./keeping.ts";
import styles from "./lines.module.css";
import { LineNumbers } from "./line-numbers.tsx";

export interface LineRowProps {
  readonly object: string;
  readonly line: EditedLine;
  readonly index: number;
  readonly currency: string;
  readonly sum: Sums | undefined;
  readonly taxIncluded: boolean;
  readonly warnings: readonly string[];
  /** How much one may give by oneself, in percent. */
  readonly limit: number;
  /** Why it is not kept as it is typed. */
  readonly refusal: Refusal | undefined;
  readonly editable: boolean;
  /** It was just added: one goes on with its quantity. */
  readonly focus: boolean;
  readonly onChange: (values: Partial<EditedLine>) => void;
  readonly onRemove: () => void;
  /** Enter in it: on to the next. */
  readonly onDone: () => void;
  /** Alt and an arrow: a place up or down. */
  readonly onMove: (by: 1 | -1) => void;
}

export function LineRow(props: LineRowProps) {
  return props.editable ? <MovedRow {...props} /> : <Row {...props} />;
}

/** By its handle alone a line is moved: the line itself is no button. */
function MovedRow(props: LineRowProps) {
  const sorting = useSortable({ id: props.line.key, index: props.index });
  return <Row {...props} sorting={sorting} />;
}

interface RowProps extends LineRowProps {
  readonly sorting?: ReturnType<typeof useSortable>;
}

function Row({ sorting, ...props }: RowProps) {
  const { line, editable, focus, onDone, onMove } = props;
  const t = useT();
  const row = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (!focus) return;
    const cell = row.current?.querySelector<HTMLInputElement | HTMLTextAreaElement>(
      line.product ? "[data-quantity] input" : "[data-words]",
    );
    cell?.focus();
    cell?.select();
  }, [focus, line.product]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || !editable) return;
    const isArrow = event.key === "ArrowUp" || event.key === "ArrowDown";
    if (event.altKey && isArrow) {
      event.preventDefault();
      onMove(event.key === "ArrowUp" ? -1 : 1);
    }
    // On a button Enter is the button's.
    if (event.key !== "Enter" || event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    onDone();
  }

  return (
    <li
      ref={(element) => {
        row.current = element;
        sorting?.ref(element);
      }}
      className={styles.line}
      data-dragging={sorting?.isDragging || undefined}
      data-left={(line.optional && !line.chosen) || undefined}
      onKeyDown={onKeyDown}
      onFocus={chooseAll}
    >
      {sorting && (
        <button
          type="button"
          ref={sorting.handleRef}
          className={styles.handle}
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
          aria-label={t("trade.lines.drag", { line: line.description })}
        >
          <IconGripVertical size={16} stroke={1.5} />
        </button>
      )}
      <What {...props} />
      <LineNumbers {...props} />
      <Ends {...props} />
    </li>
  );
}

/** Who comes to a number by Tab types over it. */
function chooseAll({ target }: FocusEvent): void {
  if (target instanceof HTMLInputElement && target.inputMode === "decimal") target.select();
}

/** Fields that say themselves what is wrong with them. */
const numbers = ["quantity", "price", "discount"];

function What({ object, line, editable, warnings, limit, refusal, onChange }: LineRowProps) {
  const t = useT();
  const format = useFormat();
  return (
    <div className={styles.what}>
      {line.optional && (
        <Checkbox
          size="xs"
          checked={line.chosen}
          disabled={!editable}
          label={t("trade.lines.optional")}
          aria-label={t("trade.lines.chosen", { line: line.description })}
          onChange={({ currentTarget }) => onChange({ chosen: currentTarget.checked })}
        />
      )}
      {editable ? (
        <Textarea
          data-words
          autosize
          minRows={1}
          maxRows={6}
          classNames={{ root: styles.wordsBox ?? "", input: styles.words ?? "" }}
          value={line.description}
          maxLength={2000}
          placeholder={line.product?.title ?? t("trade.lines.what")}
          aria-label={t("trade.lines.description")}
          onChange={({ currentTarget }) => onChange({ description: currentTarget.value })}
        />
      ) : (
        <span className={styles.told}>{line.description}</span>
      )}
      {refusal && !numbers.includes(refusal.field) && (
        <span className={styles.refusal} role="alert">
          <IconAlertTriangle size={13} stroke={1.5} />
          {refusal.text}
        </span>
      )}
      {warnings.map((code) => (
        <span key={code} className={styles.warning}>
          <IconAlertTriangle size={13} stroke={1.5} />
          {t(`trade.lines.warnings.${code}`, { limit: format.percent(limit) })}
        </span>
      ))}
      {object === "order" && line.record && <DeliveredPart line={line.record} />}
    </div>
  );
}

function Ends({ object, line, editable, onChange, onRemove }: LineRowProps) {
  const t = useT();
  if (!editable) return null;
  const toggle = t(line.optional ? "trade.lines.make_fixed" : "trade.lines.make_optional");
  return (
    <div className={styles.ends}>
      {object === "quote" && (
        <IconButton
          label={toggle}
          size={24}
          variant={line.optional ? "light" : "subtle"}
          color={line.optional ? undefined : "gray"}
          onClick={() => onChange({ optional: !line.optional, chosen: line.optional })}
        >
          <IconSquareRoundedPlus size={15} stroke={1.5} />
        </IconButton>
      )}
      <RemoveButton label={t("trade.lines.remove", { line: line.description })} onClick={onRemove} />
    </div>
  );
}
