import { Checkbox, SegmentedControl, Select, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { fieldProblem } from "#platform/web";
import { useT } from "#web/texts.ts";
import { PlaceSelect } from "./place-select.tsx";
import type { ScheduleFieldsProps } from "./schedule-form.tsx";
import { templatesQuery } from "./schedule-queries.ts";

/** From where files come, which of them, and how they are read. */
export function ImportFields({ draft, places, error, onChange }: ScheduleFieldsProps) {
  const t = useT();
  const { data: templates } = useQuery(templatesQuery);
  return (
    <>
      <SegmentedControl
        aria-label={t("schedules.source")}
        value={draft.atAddress ? "address" : "place"}
        onChange={(source) => onChange({ atAddress: source === "address" })}
        data={[
          { value: "place", label: t("schedules.from_place") },
          { value: "address", label: t("schedules.from_address") },
        ]}
      />
      {draft.atAddress ? (
        <TextInput
          label={t("schedules.address")}
          placeholder="https://example.com/orders.csv"
          type="url"
          required
          withAsterisk={false}
          maxLength={2000}
          value={draft.address}
          error={fieldProblem(error, "address")}
          onChange={(event) => onChange({ address: event.currentTarget.value.trim() })}
        />
      ) : (
        <>
          <PlaceSelect draft={draft} places={places} error={error} onChange={onChange} />
          <TextInput
            label={t("schedules.pattern")}
            description={t("schedules.pattern_text")}
            maxLength={200}
            value={draft.pattern}
            error={fieldProblem(error, "pattern")}
            onChange={(event) => onChange({ pattern: event.currentTarget.value })}
          />
          <Checkbox
            label={t("schedules.put_away")}
            checked={draft.put_away}
            onChange={(event) => onChange({ put_away: event.currentTarget.checked })}
          />
        </>
      )}
      <Select
        label={t("schedules.template")}
        description={t("schedules.template_text")}
        data={(templates ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={draft.template}
        error={fieldProblem(error, "template") && t("schedules.choose")}
        onChange={(template) => onChange({ template })}
      />
      {templates?.length === 0 && <Text size="sm">{t("schedules.no_templates")}</Text>}
    </>
  );
}
