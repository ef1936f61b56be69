import { Button, Group } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useFieldTitle } from "#records/web";
import { AddProduct } from "#trade/web";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import styles from "../billing.module.css";
import { amountsOf, blankLine, type EditedLine, lineOfProduct } from "./edited-line.ts";
import { LineRow } from "./line-row.tsx";

interface LinesEditorProps {
  readonly object: "invoice_line" | "subscription_line";
  readonly lines: readonly EditedLine[];
  readonly currency: string;
  readonly editable: boolean;
  readonly busy: boolean;
  /** Whether they are summed below, where nothing else says what they come to. */
  readonly summed?: boolean;
  /** Answers null where they were refused. */
  readonly onSave: (lines: readonly EditedLine[]) => Promise<unknown>;
}

/** Lines of a document: read, or edited all together and kept by one click; a product is kept as it is taken. */
export function LinesEditor(props: LinesEditorProps) {
  const { object, lines, currency, editable, busy, summed, onSave } = props;
  const t = useT();
  const format = useFormat();
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
  return (
    <>
      {shown.length > 0 && <Heads object={object} />}
      <ul className={styles.lines}>
        {shown.map((line, index) => (
          <li key={line.id ?? index} className={styles.line}>
            <LineRow
              object={object}
              line={line}
              currency={currency}
              amount={typed || line.total === undefined ? amounts.each[index] : line.total}
              editable={editable}
              onChange={(part) => change(index, part)}
              onRemove={() => setTyped(shown.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className={styles.quiet}>{t("billing.lines.empty")}</p>}
      {summed && shown.length > 0 && (
        <p className={styles.together}>
          {t("billing.lines.sum")}
          <strong className="numeric">{format.money({ amount: amounts.together, currency })}</strong>
        </p>
      )}
      {editable && (
        <Group gap="xs" mt={8}>
          <AddProduct
            key={shown.length}
            object={object}
            onAdd={(product) => {
              const next = [...shown, lineOfProduct(product)];
              if (next.every(isWhole)) void save(next);
              else setTyped(next);
            }}
          />
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconPlus size={14} stroke={1.5} />}
            onClick={() => setTyped([...shown, blankLine])}
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
    </>
  );
}

function isWhole({ description, quantity }: EditedLine): boolean {
  return description.trim() !== "" && Number(quantity ?? "0") !== 0;
}

/** What the numbers of the lines are, where they stand under one another. */
function Heads({ object }: { readonly object: string }) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  return (
    <div className={`${styles.line} ${styles.heads}`} aria-hidden>
      <span />
      {["quantity", "price", "discount"].map((name) => (
        <span key={name}>{fieldTitle(object, name)}</span>
      ))}
      <span>{t("billing.lines.sum")}</span>
      <span />
    </div>
  );
}
