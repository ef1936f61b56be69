import { Select } from "@mantine/core";
import { type CsvColumn, type CsvColumns, csvColumns } from "#billing/contract";
import { useT } from "#web/texts.ts";
import styles from "../billing.module.css";

interface ColumnChoicesProps {
  readonly headings: readonly string[];
  /** The first rows below the headings. */
  readonly samples: readonly (readonly string[])[];
  readonly columns: Partial<CsvColumns>;
  readonly onChange: (columns: Partial<CsvColumns>) => void;
}

/** Which column of a bank's list is what, each with what stands in it. */
export function ColumnChoices({ headings, samples, columns, onChange }: ColumnChoicesProps) {
  const t = useT();
  const choices = [...new Set(headings)];
  const sampleOf = (heading: string | undefined) => {
    const at = heading === undefined ? -1 : headings.indexOf(heading);
    return samples.map((row) => row[at] ?? "").find((cell) => cell !== "");
  };
  const choose = (column: CsvColumn, heading: string | null) => {
    const { [column]: _before, ...others } = columns;
    onChange(heading === null ? others : { ...others, [column]: heading });
  };
  return (
    <fieldset className={styles.columns}>
      <legend>{t("bank.import.columns")}</legend>
      {csvColumns.map((column) => (
        <Select
          key={column}
          size="xs"
          label={t(`bank.import.column.${column}`)}
          description={sampleOf(columns[column]) ?? "—"}
          inputWrapperOrder={["label", "input", "description"]}
          placeholder={t("bank.import.none")}
          clearable={column !== "day"}
          searchable
          value={columns[column] ?? null}
          data={choices}
          onChange={(heading) => choose(column, heading)}
        />
      ))}
    </fieldset>
  );
}
