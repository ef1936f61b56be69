import { Button, Group } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type ReactNode, useRef, useState } from "react";
import type { LinkValue } from "#records/contract";
import { AddProduct, Leaving, LineList, LineRow } from "#trade/web";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import styles from "../billing.module.css";
import { amountsOf, type EditedLine, newLine } from "./edited-line.ts";

interface LinesEditorProps {
  readonly object: "invoice_line" | "subscription_line";
  readonly lines: readonly EditedLine[];
  readonly currency: string;
  readonly editable: boolean;
  readonly busy: boolean;
  /** What they come to as they are kept; their plain sum stands in its place without it, and while they are typed. */
  readonly sums?: ReactNode;
  /** Answers null where they were refused. */
  readonly onSave: (lines: readonly EditedLine[]) => Promise<unknown>;
}

/** Lines of a document: read, or edited all together and kept by one click; a product is kept as it is taken. */
export function LinesEditor(props: LinesEditorProps) {
  const { object, lines, currency, editable, busy, sums, onSave } = props;
  const t = useT();
  const format = useFormat();
  const adding = useRef<HTMLDivElement>(null);
  const fresh = useRef<string | null>(null);
  const [typed, setTyped] = useState<readonly EditedLine[] | null>(null);
  const shown = typed ?? lines;
  const amounts = amountsOf(shown, currency);
  const change = (at: number, part: Partial<EditedLine>) =>
    setTyped(shown.map((line, index) => (index === at ? { ...line, ...part } : line)));
  // What was refused stays to be mended.
  const save = async (next: readonly EditedLine[]) => {
    setTyped(next);
    if ((await onSave(next)) !== null) setTyped(null);
  };
  const add = (product: LinkValue | null): void => {
    const line = newLine(product);
    const next = [...shown, line];
    fresh.current = line.key;
    if (product && next.every(isWhole)) void save(next);
    else setTyped(next);
  };
  return (
    <section>
      <Leaving
        isUnkept={typed !== null}
        title={t("billing.lines.leaving")}
        text={t("billing.lines.leaving_text")}
      />
      <LineList
        object={object}
        lines={shown}
        editable={editable}
        onOrder={setTyped}
        row={(line, index, onMove) => (
          <LineRow
            key={line.key}
            object={object}
            line={line}
            index={index}
            currency={currency}
            amount={typed || line.total === undefined ? amounts.each[index] : line.total}
            editable={editable}
            isFixed={line.isFixed ?? false}
            focus={fresh.current === line.key}
            onChange={(values) => change(index, values)}
            onRemove={() => setTyped(shown.toSpliced(index, 1))}
            onDone={() => adding.current?.querySelector("input")?.focus()}
            onMove={onMove}
          />
        )}
      />
      {shown.length === 0 && <p className={styles.quiet}>{t("billing.lines.empty")}</p>}
      {shown.length > 0 && (typed !== null || !sums) && (
        <p className={styles.together}>
          {t("billing.lines.sum")}
          <strong className="numeric">{format.money({ amount: amounts.together, currency })}</strong>
        </p>
      )}
      {editable && (
        <Group gap="xs" mt={8} ref={adding}>
          <AddProduct key={shown.length} object={object} onAdd={add} />
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconPlus size={14} stroke={1.5} />}
            onClick={() => add(null)}
          >
            {t("billing.lines.add")}
          </Button>
          {typed && (
            <>
              <Button
                size="compact-sm"
                loading={busy}
                disabled={!typed.every(isWhole)}
                onClick={() => void save(typed)}
              >
                {t("billing.lines.save")}
              </Button>
              <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setTyped(null)}>
                {t("billing.lines.discard")}
              </Button>
            </>
          )}
        </Group>
      )}
      {typed === null && sums}
    </section>
  );
}

function isWhole({ description, quantity }: EditedLine): boolean {
  return description.trim() !== "" && Number(quantity ?? "0") !== 0;
}
