import { Checkbox } from "@mantine/core";
import { IconAlertTriangle, IconSquareRoundedPlus } from "@tabler/icons-react";
import { useFormat } from "#web/format.ts";
import { IconButton } from "#web/icon-button.tsx";
import { useT } from "#web/texts.ts";
import { DeliveredPart } from "./delivered-part.tsx";
import { type EditedLine, problemOf } from "./edited-line.ts";
import type { Refusal } from "./keeping.ts";
import { LineRow, type LineRowProps } from "./line-row.tsx";
import styles from "./lines.module.css";
import type { LineNumber } from "./number-cell.tsx";

interface DocumentLineProps
  extends Pick<
    LineRowProps,
    "index" | "currency" | "amount" | "editable" | "focus" | "onRemove" | "onDone" | "onMove"
  > {
  readonly object: string;
  readonly line: EditedLine;
  readonly warnings: readonly string[];
  /** How much one may give by oneself, in percent. */
  readonly limit: number;
  /** Why it is not kept as it is typed. */
  readonly refusal: Refusal | undefined;
  readonly onChange: (values: Partial<EditedLine>) => void;
}

/** A line of a quote or an order: what is optional in it, what is wrong with it, and how much of it was delivered. */
export function DocumentLine(props: DocumentLineProps) {
  const { object, line, warnings, limit, refusal, editable, onChange, ...row } = props;
  const t = useT();
  const problem = problemOf(line);
  const errorOf = (field: LineNumber): string | undefined => {
    if (problem?.field === field) return t(`trade.lines.problems.${field}`);
    return refusal?.field === field ? refusal.text : undefined;
  };
  return (
    <LineRow
      {...row}
      object={`${object}_line`}
      line={line}
      editable={editable}
      isLeft={line.optional && !line.chosen}
      errorOf={errorOf}
      before={line.optional && <Chosen line={line} editable={editable} onChange={onChange} />}
      below={<Below object={object} line={line} warnings={warnings} limit={limit} refusal={refusal} />}
      acts={object === "quote" && <Optional line={line} onChange={onChange} />}
      onChange={onChange}
    />
  );
}

function Chosen({ line, editable, onChange }: Pick<DocumentLineProps, "line" | "editable" | "onChange">) {
  const t = useT();
  return (
    <Checkbox
      size="xs"
      checked={line.chosen}
      disabled={!editable}
      label={t("trade.lines.optional")}
      aria-label={t("trade.lines.chosen", { line: line.description })}
      onChange={({ currentTarget }) => onChange({ chosen: currentTarget.checked })}
    />
  );
}

/** Fields that say themselves what is wrong with them. */
const numbers = ["quantity", "price", "discount"];

function Below({
  object,
  line,
  warnings,
  limit,
  refusal,
}: Pick<DocumentLineProps, "object" | "line" | "warnings" | "limit" | "refusal">) {
  const t = useT();
  const format = useFormat();
  return (
    <>
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
    </>
  );
}

function Optional({ line, onChange }: Pick<DocumentLineProps, "line" | "onChange">) {
  const t = useT();
  return (
    <IconButton
      label={t(line.optional ? "trade.lines.make_fixed" : "trade.lines.make_optional")}
      size={24}
      variant={line.optional ? "light" : "subtle"}
      color={line.optional ? undefined : "gray"}
      onClick={() => onChange({ optional: !line.optional, chosen: line.optional })}
    >
      <IconSquareRoundedPlus size={15} stroke={1.5} />
    </IconButton>
  );
}
