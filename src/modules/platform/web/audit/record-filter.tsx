import { Select } from "@mantine/core";
import { recordTitle, useObject, useRecord, useRecordSearch } from "#records/web";
import { useT } from "#web/texts.ts";

interface RecordFilterProps {
  readonly object: string;
  /** Its id; empty where all are meant. */
  readonly record: string;
  readonly onChange: (record: string) => void;
}

/** One record of the kind, found as one types. */
export function RecordFilter({ object, record, onChange }: RecordFilterProps) {
  const t = useT();
  const definition = useObject(object);
  const found = useRecordSearch(object);
  const chosen = useRecord(object, record || undefined);
  const options = found.options.map(({ value, label }) => ({ value, label: label || t("records.untitled") }));
  // What is deleted for good has no title any more.
  const title = chosen.data ? recordTitle(definition, chosen.data) : "";
  const own = record && !options.some(({ value }) => value === record);
  return (
    <Select
      label={t("settings.audit.record")}
      placeholder={t("settings.audit.any")}
      clearable
      searchable
      value={record || null}
      onChange={(next) => onChange(next ?? "")}
      onSearchChange={(text) => found.search(text === title ? "" : text)}
      // The server has found them, in any script.
      filter={({ options: all }) => all}
      data={own ? [{ value: record, label: title || t("records.untitled") }, ...options] : options}
    />
  );
}
