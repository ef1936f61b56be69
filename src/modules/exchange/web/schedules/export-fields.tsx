import { Select, TextInput } from "@mantine/core";
import { type ExportFormat, formatNames, formatsOf } from "#exchange/contract";
import { fieldProblem } from "#platform/web";
import type { ObjectMetadata } from "#records/contract";
import { useMetadata, useObjectTitle, useViews } from "#records/web";
import { useT } from "#web/texts.ts";
import type { ScheduleDraft } from "./schedule-draft.ts";
import type { ScheduleFieldsProps } from "./schedule-form.tsx";
import styles from "./schedules.module.css";

const extensions: Readonly<Record<ExportFormat, string>> = {
  csv: "csv",
  xlsx: "xlsx",
  jsonl: "jsonl",
  parquet: "parquet",
  vcard: "vcf",
  icalendar: "ics",
};

/** Which list goes out, as what, under which name. */
export function ExportFields({ draft, error, onChange }: ScheduleFieldsProps) {
  const t = useT();
  const objectTitle = useObjectTitle();
  const { objects } = useMetadata();
  const offered = Object.values(objects).filter(({ grant }) => grant.export);
  const object = offered.find(({ plural }) => plural === draft.list.object);
  return (
    <>
      <div className={styles.fields}>
        <Select
          label={t("schedules.object")}
          allowDeselect={false}
          searchable
          data={offered.map(({ name, plural }) => ({ value: plural, label: objectTitle(name, "many") }))}
          value={draft.list.object}
          error={fieldProblem(error, "object")}
          onChange={(plural) => onChange(withList(draft, { object: plural ?? "", format: "csv" }))}
        />
        {object && <ViewSelect object={object} draft={draft} onChange={onChange} />}
        <Select
          label={t("exchange.export.format")}
          allowDeselect={false}
          data={formatsOf(object?.name ?? "").map((value) => ({ value, label: formatNames[value] }))}
          value={draft.list.format}
          error={fieldProblem(error, "format")}
          onChange={(format) =>
            onChange(withList(draft, { ...draft.list, format: (format ?? "csv") as ExportFormat }))
          }
        />
      </div>
      <TextInput
        label={t("schedules.file_name")}
        description={t("schedules.file_name_text", { date: "{date}", time: "{time}" })}
        required
        withAsterisk={false}
        maxLength={200}
        value={draft.file_name}
        error={fieldProblem(error, "file_name")}
        onChange={(event) => onChange({ file_name: event.currentTarget.value })}
      />
    </>
  );
}

interface ViewSelectProps extends Pick<ScheduleFieldsProps, "draft" | "onChange"> {
  readonly object: ObjectMetadata;
}

/** All records, or those of a view that somebody saved. What a program said besides stays as long as the view does. */
function ViewSelect({ object, draft, onChange }: ViewSelectProps) {
  const t = useT();
  const { views } = useViews(object);
  const saved = views.filter((view) => !view.standard);
  const { list } = draft;
  return (
    <Select
      label={t("schedules.view")}
      allowDeselect={false}
      data={[
        { value: "", label: t("schedules.all_records") },
        ...saved.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      value={list.view ?? ""}
      onChange={(view) =>
        onChange({ list: { object: list.object, format: list.format, ...(view && { view }) } })
      }
    />
  );
}

/** Another list has another name, as long as nobody wrote one of their own. */
function withList(draft: ScheduleDraft, list: ScheduleDraft["list"]): Partial<ScheduleDraft> {
  const usual = ({ object, format }: ScheduleDraft["list"]) => `${object}-{date}.${extensions[format]}`;
  return { list, ...(draft.file_name === usual(draft.list) && { file_name: usual(list) }) };
}
