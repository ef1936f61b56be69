import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useId } from "react";
import { createSchedule, type ScheduleDefinition } from "#exchange/contract";
import { SettingsScreen } from "#platform/web";
import { call } from "#web/client.ts";
import { useT } from "#web/texts.ts";
import { draftOf } from "./schedule-draft.ts";
import { ScheduleForm } from "./schedule-form.tsx";
import { useRefreshSchedules } from "./schedule-queries.ts";

/** Makes a schedule. */
export default function NewScheduleScreen() {
  const t = useT();
  const form = useId();
  const navigate = useNavigate();
  const refresh = useRefreshSchedules();
  const creating = useMutation({
    mutationFn: (body: ScheduleDefinition) => call(createSchedule, { body }),
    onSuccess: async ({ id }) => {
      await refresh();
      await navigate({ to: `/settings/schedules/${id}` });
    },
  });
  return (
    <SettingsScreen
      title={t("schedules.new")}
      actions={
        <Button type="submit" form={form} loading={creating.isPending}>
          {t("schedules.save")}
        </Button>
      }
    >
      <ScheduleForm
        id={form}
        initial={draftOf(undefined, "people")}
        error={creating.error}
        onSave={(definition) => creating.mutate(definition)}
      />
    </SettingsScreen>
  );
}
