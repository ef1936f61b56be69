import { Select } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import {
  type Assignment,
  delimiters,
  encodings,
  type ImportDetails,
  isImportable,
  type Mapping,
  suggestImport,
} from "#exchange/contract";
import { useMetadata, useObjectTitle } from "#records/web";
import { call } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { ColumnRow } from "./column-row.tsx";
import { importQuery } from "./import-queries.ts";
import styles from "./imports.module.css";
import { KeyChoice } from "./key-choice.tsx";
import { LeftOut } from "./left-out.tsx";
import { TemplateChoice } from "./template-choice.tsx";

interface StepProps {
  readonly details: ImportDetails;
  readonly mapping: Mapping | null;
  readonly onChange: (mapping: Mapping) => void;
}

/** What the file is about, and beside each column with its samples where it goes. */
export function ColumnsStep({ details, mapping, onChange }: StepProps) {
  const t = useT();
  const assign = (column: number, assignments: readonly Assignment[]) => {
    if (!mapping) return;
    const others = mapping.assignments.filter((one) => one.column !== column);
    const next = [...others, ...assignments].sort((left, right) => left.column - right.column);
    const filled = new Set(next.map((one) => one.target.split(".")[0]));
    onChange({ ...mapping, assignments: next, keys: mapping.keys.filter((key) => filled.has(key)) });
  };
  const mapped = new Set(mapping?.assignments.map((one) => one.column)).size;
  return (
    <>
      <FileChoices details={details} />
      <TemplateChoice details={details} mapping={mapping} />
      <LeftOut parts={details.left_out} />
      {mapping && (
        <>
          <h2 className={styles.heading}>
            {t("exchange.columns.mapped", { mapped, all: details.columns.length })}
          </h2>
          <div className={styles.columns} role="list">
            {details.columns.map((column) => (
              <ColumnRow
                key={column.index}
                column={column}
                rows={details.rows}
                mapping={mapping}
                onAssign={(assignments) => assign(column.index, assignments)}
              />
            ))}
          </div>
          <KeyChoice mapping={mapping} onChange={onChange} />
        </>
      )}
    </>
  );
}

function FileChoices({ details }: { details: ImportDetails }) {
  const t = useT();
  const titleOf = useObjectTitle();
  const { objects } = useMetadata();
  const client = useQueryClient();
  const suggest = useMutation({
    mutationFn: (body: {
      object?: string;
      encoding?: (typeof encodings)[number];
      delimiter?: (typeof delimiters)[number];
    }) =>
      call(suggestImport, {
        params: { id: details.id },
        body: { object: details.object ?? undefined, ...body },
      }),
    onSuccess: async (anew) => {
      client.setQueryData(importQuery(details.id).queryKey, anew);
      await client.invalidateQueries({ queryKey: ["imports", "list"] });
    },
    onError: notifyProblem,
  });
  const kinds = Object.values(objects).filter((object) => isImportable(object) && object.grant.create);
  return (
    <div className={styles.choices}>
      <Select
        label={t("exchange.file.about")}
        placeholder={t("exchange.file.nothing")}
        data={kinds.map((object) => ({ value: object.name, label: titleOf(object.name, "many") }))}
        value={details.object}
        searchable
        allowDeselect={false}
        onChange={(object) => object && suggest.mutate({ object })}
      />
      <Select
        label={t("exchange.file.encoding")}
        data={encodings.map((value) => ({ value, label: value.toUpperCase().replace("WINDOWS", "Windows") }))}
        value={details.layout.encoding}
        allowDeselect={false}
        onChange={(encoding) => encoding && suggest.mutate({ encoding })}
      />
      <Select
        label={t("exchange.file.delimiter")}
        data={delimiters.map((value) => ({ value, label: value === "\t" ? t("exchange.file.tab") : value }))}
        value={details.layout.delimiter}
        allowDeselect={false}
        onChange={(delimiter) => delimiter && suggest.mutate({ delimiter })}
      />
    </div>
  );
}
