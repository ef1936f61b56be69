import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import {
  addImportFields,
  type Assignment,
  type ImportDetails,
  type Mapping,
  mapImport,
} from "#exchange/contract";
import { call } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { importQuery } from "./import-queries.ts";
import styles from "./imports.module.css";
import { useTargets } from "./target-titles.ts";

type Column = ImportDetails["columns"][number];

/** Columns that hold something and go nowhere, or into the note alone. */
export function withoutField(details: ImportDetails, mapping: Mapping, note: string | undefined): Column[] {
  const placed = new Set(
    mapping.assignments
      .filter(({ target }) => target !== note)
      .flatMap(({ column, label_column }) => [column, label_column ?? column]),
  );
  return details.columns.filter(({ index, filled }) => filled > 0 && !placed.has(index));
}

/** Makes fields for columns, for those who may; what is decided so far is kept first. */
export function useAddFields(details: ImportDetails, mapping: Mapping | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (columns: readonly number[]) => {
      const params = { id: details.id };
      if (mapping && mapping !== details.mapping) await call(mapImport, { params, body: mapping });
      return call(addImportFields, { params, body: { columns: [...columns] } });
    },
    onSuccess: async (anew) => {
      await client.invalidateQueries({ queryKey: ["metadata"] });
      client.setQueryData(importQuery(details.id).queryKey, anew);
    },
    onError: notifyProblem,
  });
}

interface ColumnsWithoutFieldProps {
  readonly details: ImportDetails;
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
}

/**
 * What becomes of all columns that have no field: fields of their own, a note, nothing. Where some are kept in the note, those
 * that go nowhere were left out on purpose.
 */
export function ColumnsWithoutField({ details, mapping, onChange }: ColumnsWithoutFieldProps) {
  const t = useT();
  const mayAdd = useCan("objects:manage");
  const { note } = useTargets(mapping.object);
  const addFields = useAddFields(details, mapping);
  const rest = withoutField(details, mapping, note);
  const noted = rest.filter(({ index }) => mapping.assignments.some(({ column }) => column === index));
  const columns = (noted.length > 0 ? noted : rest).map(({ index }) => index);
  if (columns.length === 0) return null;
  const others = mapping.assignments.filter(({ column }) => !columns.includes(column));
  const keep = (assignments: readonly Assignment[]) =>
    onChange({ ...mapping, assignments: [...others, ...assignments] });
  return (
    <section
      className={styles.withoutField}
      aria-label={t("exchange.presets.rest", { count: columns.length })}
    >
      <div>
        <strong>{t("exchange.presets.rest", { count: columns.length })}</strong>
        <p className={styles.quiet}>{t("exchange.presets.rest_text")}</p>
      </div>
      <div className={styles.withoutFieldActs}>
        {note && noted.length === 0 && (
          <Button
            size="xs"
            variant="default"
            onClick={() => keep(columns.map((column) => ({ column, target: note })))}
          >
            {t("exchange.presets.to_note")}
          </Button>
        )}
        {mayAdd && (
          <Button
            size="xs"
            variant="default"
            loading={addFields.isPending}
            onClick={() => addFields.mutate(columns)}
          >
            {t("exchange.presets.to_fields")}
          </Button>
        )}
        {noted.length > 0 && (
          <Button size="xs" variant="subtle" onClick={() => keep([])}>
            {t("exchange.presets.leave")}
          </Button>
        )}
      </div>
    </section>
  );
}
