import { ActionIcon, Button, Group, NumberInput, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useUnitWord } from "#catalogue/web";
import { useFieldTitle } from "#records/web";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import styles from "../billing.module.css";

export interface EditedLine {
  readonly id?: string;
  readonly description: string;
  readonly quantity: string;
  readonly price: string;
  readonly discount: string;
  readonly product?: string | null;
  readonly unit?: string | null;
  readonly tax_class?: string | null;
  /** What it comes to, as the server said. */
  readonly total?: string;
  /** It came from elsewhere: only its quantity can be changed. */
  readonly fixed?: boolean;
}

interface LinesEditorProps {
  readonly object: "invoice_line" | "subscription_line";
  readonly lines: readonly EditedLine[];
  readonly currency: string;
  readonly editable: boolean;
  readonly busy: boolean;
  readonly onSave: (lines: readonly EditedLine[]) => void;
}

const blank: EditedLine = { description: "", quantity: "1", price: "0", discount: "0" };

/** Lines of a document: read, or edited all together and kept by one click. */
export function LinesEditor({ object, lines, currency, editable, busy, onSave }: LinesEditorProps) {
  const t = useT();
  const [typed, setTyped] = useState<readonly EditedLine[] | null>(null);
  const shown = typed ?? lines;
  const change = (at: number, part: Partial<EditedLine>) =>
    setTyped(shown.map((line, index) => (index === at ? { ...line, ...part } : line)));
  const isWhole = shown.every(
    ({ description, quantity }) => description.trim() !== "" && Number(quantity) !== 0,
  );
  return (
    <>
      {shown.length > 0 && <Heads object={object} />}
      <ul className={styles.lines}>
        {shown.map((line, index) => (
          <li key={line.id ?? index} className={styles.line}>
            <Line
              object={object}
              line={line}
              currency={currency}
              editable={editable}
              onChange={(part) => change(index, part)}
              onRemove={() => setTyped(shown.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className={styles.quiet}>{t("billing.lines.empty")}</p>}
      {editable && (
        <Group gap="xs" mt={8}>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={14} stroke={1.5} />}
            onClick={() => setTyped([...shown, blank])}
          >
            {t("billing.lines.add")}
          </Button>
          {typed && (
            <>
              <Button
                size="compact-sm"
                loading={busy}
                disabled={!isWhole}
                onClick={() => {
                  onSave(typed);
                  setTyped(null);
                }}
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

interface LineProps {
  readonly object: string;
  readonly line: EditedLine;
  readonly currency: string;
  readonly editable: boolean;
  readonly onChange: (part: Partial<EditedLine>) => void;
  readonly onRemove: () => void;
}

function Line({ object, line, currency, editable, onChange, onRemove }: LineProps) {
  const t = useT();
  const format = useFormat();
  const fieldTitle = useFieldTitle();
  const unitWord = useUnitWord();
  const total = line.total === undefined ? "" : format.money({ amount: line.total, currency });
  if (!editable)
    return (
      <>
        <span className={styles.description}>{line.description}</span>
        <span className="numeric">
          {format.decimal(line.quantity)} {line.unit && unitWord(line.unit, line.quantity)}
        </span>
        <span className="numeric">{format.money({ amount: line.price, currency })}</span>
        <span className="numeric">
          {Number(line.discount) > 0 ? format.percent(-Number(line.discount)) : ""}
        </span>
        <span className="numeric">{total}</span>
        <span />
      </>
    );
  const number = (name: "quantity" | "price" | "discount", max?: number) => (
    <NumberInput
      size="xs"
      hideControls
      aria-label={fieldTitle(object, name)}
      value={line[name]}
      min={0}
      {...(max !== undefined && { max })}
      decimalScale={6}
      disabled={line.fixed === true && name !== "quantity"}
      onChange={(value) => onChange({ [name]: String(value === "" ? 0 : value) })}
    />
  );
  return (
    <>
      <TextInput
        size="xs"
        aria-label={fieldTitle(object, "description")}
        value={line.description}
        maxLength={2000}
        disabled={line.fixed === true}
        onChange={({ currentTarget }) => onChange({ description: currentTarget.value })}
      />
      {number("quantity")}
      {number("price")}
      {number("discount", 100)}
      <span className="numeric">{total}</span>
      <ActionIcon
        size="sm"
        variant="subtle"
        color="gray"
        aria-label={t("billing.lines.remove")}
        onClick={onRemove}
      >
        <IconX size={14} stroke={1.5} />
      </ActionIcon>
    </>
  );
}
