import { Alert, Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useId } from "react";
import {
  changeSchedule,
  removeSchedule,
  runScheduleNow,
  type Schedule,
  type ScheduleDefinition,
  switchScheduleOff,
  switchScheduleOn,
} from "#exchange/contract";
import { Section, SettingsScreen } from "#platform/web";
import { call } from "#web/client.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { RunList } from "./run-list.tsx";
import { draftOf } from "./schedule-draft.ts";
import { ScheduleForm } from "./schedule-form.tsx";
import { scheduleQuery, useRefreshSchedules } from "./schedule-queries.ts";

export default function ScheduleScreen() {
  const t = useT();
  const { id = "" } = useParams({ strict: false });
  const { data: schedule, isError } = useQuery(scheduleQuery(id));
  if (schedule) return <Shown schedule={schedule} />;
  return <SettingsScreen title={t("schedules.title")}>{isError && t("shell.not_found.text")}</SettingsScreen>;
}

/** A schedule: what it did, what it is, and away with it. */
function Shown({ schedule }: { readonly schedule: Schedule }) {
  const t = useT();
  const form = useId();
  const navigate = useNavigate();
  const refresh = useRefreshSchedules();
  const { id, version } = schedule;
  const params = { id };
  const act = { onSuccess: refresh, onError: notifyProblem };
  const isOn = schedule.next_at !== null;
  const running = useMutation({ mutationFn: () => call(runScheduleNow, { params }), ...act });
  const switching = useMutation({
    mutationFn: () => call(isOn ? switchScheduleOff : switchScheduleOn, { params }),
    ...act,
  });
  const saving = useMutation({
    mutationFn: (body: ScheduleDefinition) => call(changeSchedule, { params, body: { ...body, version } }),
    onSuccess: async () => {
      notifyDone(t("schedules.saved"));
      await refresh();
    },
  });
  const removing = useMutation({
    mutationFn: () => call(removeSchedule, { params }),
    onSuccess: async () => {
      await navigate({ to: "/settings/schedules" });
      await refresh();
    },
    onError: notifyProblem,
  });
  return (
    <SettingsScreen
      title={schedule.name}
      actions={
        <>
          <Button variant="default" loading={running.isPending} onClick={() => running.mutate()}>
            {t("schedules.run_now")}
          </Button>
          <Button type="submit" form={form} loading={saving.isPending}>
            {t("schedules.save")}
          </Button>
        </>
      }
    >
      {schedule.off_reason === "failing" && (
        <Alert color="red" variant="light" mb="md" icon={<IconAlertTriangle size={16} stroke={1.5} />}>
          {t("schedules.failing_text")}
        </Alert>
      )}
      <Section
        title={t("schedules.runs.title")}
        text={t("schedules.owner", { name: schedule.owner.title })}
        action={
          <Button variant="default" loading={switching.isPending} onClick={() => switching.mutate()}>
            {t(isOn ? "schedules.switch_off" : "schedules.switch_on")}
          </Button>
        }
      >
        <RunList schedule={schedule} />
      </Section>
      <ScheduleForm
        key={version}
        id={form}
        initial={draftOf(schedule, "people")}
        error={saving.error}
        onSave={(definition) => saving.mutate(definition)}
      />
      <Section title={t("schedules.remove")} text={t("schedules.remove_text")}>
        <Button variant="default" color="red" loading={removing.isPending} onClick={() => removing.mutate()}>
          {t("schedules.remove")}
        </Button>
      </Section>
    </SettingsScreen>
  );
}
