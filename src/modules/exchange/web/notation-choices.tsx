import { Select, TextInput } from "@mantine/core";
import { type Assignment, dateNotations } from "#exchange/contract";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import styles from "./imports.module.css";
import { useTargets } from "./target-titles.ts";

interface NotationChoicesProps {
  readonly object: string;
  readonly assignment: Assignment;
  readonly onChange: (assignment: Assignment) => void;
}

const scales = { one: "1", thousand: "1000", million: "1000000" } as const;

/** How the values of a column are written: order of a date, sign of decimals, scale and currency of amounts. */
export function NotationChoices({ object, assignment, onChange }: NotationChoicesProps) {
  const t = useT();
  const { organisation } = useSession();
  const target = useTargets(object).find(assignment.target);
  if (!target || target.part) return null;
  const { type } = target.definition;
  const isDate = type === "date" || type === "date_time";
  const isNumber = type === "money" || type === "number" || type === "decimal" || type === "percent";
  if (!isDate && !isNumber) return null;
  return (
    <div className={styles.notation}>
      {isDate && (
        <Select
          size="xs"
          aria-label={t("exchange.columns.notation")}
          data={dateNotations.map((value) => ({ value, label: t(`exchange.columns.notations.${value}`) }))}
          value={assignment.notation ?? "ymd"}
          allowDeselect={false}
          onChange={(notation) => onChange({ ...assignment, notation: notation as Assignment["notation"] })}
        />
      )}
      {isNumber && (
        <Select
          size="xs"
          aria-label={t("exchange.columns.decimal")}
          data={[
            { value: ".", label: t("exchange.columns.decimals.point") },
            { value: ",", label: t("exchange.columns.decimals.comma") },
          ]}
          value={assignment.decimal ?? "."}
          allowDeselect={false}
          onChange={(decimal) => onChange({ ...assignment, decimal: decimal as Assignment["decimal"] })}
        />
      )}
      {type === "money" && (
        <>
          <Select
            size="xs"
            aria-label={t("exchange.columns.multiply")}
            data={Object.entries(scales).map(([name, value]) => ({
              value,
              label: `${t("exchange.columns.multiply")} ${t(`exchange.columns.multiplies.${name}`)}`,
            }))}
            value={assignment.multiply ?? "1"}
            allowDeselect={false}
            onChange={(multiply) => onChange({ ...assignment, multiply: multiply ?? undefined })}
          />
          <TextInput
            size="xs"
            aria-label={t("exchange.columns.currency")}
            maxLength={3}
            placeholder={organisation.currency}
            defaultValue={assignment.currency ?? ""}
            onBlur={(event) => {
              const currency = event.currentTarget.value.trim().toUpperCase();
              onChange({ ...assignment, currency: /^[A-Z]{3}$/.test(currency) ? currency : undefined });
            }}
          />
        </>
      )}
    </div>
  );
}
