import { SegmentedControl, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { ScheduleDefinition } from "#exchange/contract";
import { fieldProblem, Section } from "#platform/web";
import { useT } from "#web/texts.ts";
import { FormProblem } from "../webhooks/form-problem.tsx";
import { ExportFields } from "./export-fields.tsx";
import { ImportFields } from "./import-fields.tsx";
import { PlaceSelect } from "./place-select.tsx";
import { RhythmFields } from "./rhythm-fields.tsx";
import { definitionOf, type ScheduleDraft } from "./schedule-draft.ts";
import { schedulesQuery } from "./schedule-queries.ts";

interface ScheduleFormProps {
  readonly id: string;
  readonly initial: ScheduleDraft;
  readonly error: unknown;
  readonly onSave: (definition: ScheduleDefinition) => void;
}

export interface ScheduleFieldsProps {
  readonly draft: ScheduleDraft;
  readonly places: readonly { readonly id: string; readonly title: string }[];
  readonly error: unknown;
  readonly onChange: (part: Partial<ScheduleDraft>) => void;
}

const shown = ["name", "object", "format", "file_name", "place", "address", "pattern", "template"];

/** What is done by the clock, and when. */
export function ScheduleForm({ id, initial, error, onSave }: ScheduleFormProps) {
  const t = useT();
  const { data } = useQuery(schedulesQuery);
  const [draft, setDraft] = useState(initial);
  const change = (part: Partial<ScheduleDraft>) => setDraft({ ...draft, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave(definitionOf(draft));
  };
  const fields = { draft, places: data?.places ?? [], error, onChange: change };
  return (
    <form id={id} onSubmit={submit}>
      <FormProblem error={error} shown={shown} />
      <Section title={t("schedules.what")} text={t("schedules.what_text")}>
        <Stack gap="md">
          <TextInput
            label={t("schedules.name")}
            placeholder={t("schedules.name_example")}
            required
            withAsterisk={false}
            maxLength={100}
            value={draft.name}
            error={fieldProblem(error, "name")}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <SegmentedControl
            aria-label={t("schedules.kind")}
            value={draft.kind}
            onChange={(kind) => change({ kind: kind === "import" ? "import" : "export" })}
            data={[
              { value: "export", label: t("schedules.kinds.export") },
              { value: "import", label: t("schedules.kinds.import") },
            ]}
          />
          {draft.kind === "import" ? (
            <ImportFields {...fields} />
          ) : (
            <>
              <ExportFields {...fields} />
              <PlaceSelect {...fields} />
            </>
          )}
        </Stack>
      </Section>
      <Section title={t("schedules.when")}>
        <RhythmFields rhythm={draft.rhythm} onRhythm={(rhythm) => change({ rhythm })} />
      </Section>
    </form>
  );
}
