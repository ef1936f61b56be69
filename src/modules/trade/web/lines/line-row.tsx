import { useSortable } from "@dnd-kit/react/sortable";
import { Textarea } from "@mantine/core";
import { IconGripVertical } from "@tabler/icons-react";
import { type FocusEvent, type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { RemoveButton } from "#web/remove-button.tsx";
import { useT } from "#web/texts.ts";
import { LineNumbers } from "./line-numbers.tsx";
import styles from "./lines.module.css";
import type { LineNumber } from "./number-cell.tsx";

/** What is typed in a line of any document. Numbers are decimal text; null where nothing is typed. */
export interface TypedLine {
  /** Stays the same before and after the line is kept. */
  readonly key: string;
  readonly product: { readonly title?: string | null } | null;
  readonly description: string;
  readonly quantity: string | null;
  readonly unit: string | null;
  /** Null: what the price list says. */
  readonly price: string | null;
  readonly listPrice?: string | null;
  readonly discount: string | null;
  /** Left out where lines say none. */
  readonly taxRate?: string;
}

/** What typing in a line changes. */
export type TypedValues = Partial<Pick<TypedLine, "description" | "quantity" | "price" | "discount">>;

export interface LineRowProps {
  /** That of the lines. */
  readonly object: string;
  readonly line: TypedLine;
  readonly index: number;
  readonly currency: string;
  /** What it comes to. */
  readonly amount: string | undefined;
  readonly editable: boolean;
  /** It came from elsewhere: only its quantity can be changed. */
  readonly isFixed?: boolean;
  /** It is not counted: an option that is not taken. */
  readonly isLeft?: boolean;
  /** It was just added: one goes on with its quantity. */
  readonly focus: boolean;
  /** Before its words, below them, and beside the button that removes it. */
  readonly before?: ReactNode;
  readonly below?: ReactNode;
  readonly acts?: ReactNode;
  readonly errorOf?: (field: LineNumber) => string | undefined;
  readonly onChange: (values: TypedValues) => void;
  readonly onRemove: () => void;
  /** Enter in it: on to the next. */
  readonly onDone: () => void;
  /** Alt and an arrow: a place up or down. */
  readonly onMove: (by: 1 | -1) => void;
}

/** A line of a document: read, or typed and moved by the keyboard alone. */
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
      data-left={props.isLeft || undefined}
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
      {editable && <Ends {...props} />}
    </li>
  );
}

/** Who comes to a number by Tab types over it. */
function chooseAll({ target }: FocusEvent): void {
  if (target instanceof HTMLInputElement && target.inputMode === "decimal") target.select();
}

function What({ line, editable, isFixed, before, below, onChange }: LineRowProps) {
  const t = useT();
  return (
    <div className={styles.what}>
      {before}
      {editable && !isFixed ? (
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
      {below}
    </div>
  );
}

function Ends({ line, acts, onRemove }: LineRowProps) {
  const t = useT();
  return (
    <div className={styles.ends}>
      {acts}
      <RemoveButton label={t("trade.lines.remove", { line: line.description })} onClick={onRemove} />
    </div>
  );
}
