import { Anchor, NumberInput, Switch } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Section, SettingsScreen } from "#platform/web";
import { Waiting } from "#records/web";
import { changeServiceSettings, readServiceSettings, type ServiceSettings } from "#service/contract";
import { call } from "#web/client.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";

const settingsQuery = { queryKey: ["service-settings"], queryFn: () => call(readServiceSettings) };

/** When solved tickets are closed, whether customers are asked how satisfied they are, and whether everybody may read public articles. */
export default function ServiceSettingsScreen() {
  const t = useT();
  const client = useQueryClient();
  const { data: settings } = useQuery(settingsQuery);

  async function keep(next: ServiceSettings): Promise<void> {
    const before = settings;
    client.setQueryData(settingsQuery.queryKey, next);
    try {
      await call(changeServiceSettings, { body: next });
      notifyDone(t("settings.saved"), {
        name: "service settings",
        ...(before && { undo: () => keep(before) }),
      });
    } catch (problem) {
      client.setQueryData(settingsQuery.queryKey, before);
      notifyProblem(problem);
    }
  }

  return (
    <SettingsScreen title={t("settings.tickets.title")}>
      {settings ? (
        <>
          <Section title={t("service.settings.closing")} text={t("service.settings.closing_text")}>
            <NumberInput
              key={settings.close_after_days}
              w={160}
              min={1}
              max={365}
              allowDecimal={false}
              label={t("service.settings.days")}
              defaultValue={settings.close_after_days}
              onBlur={(event) => {
                const typed = Number.parseInt(event.currentTarget.value, 10);
                const days = Math.min(Math.max(typed, 1), 365);
                if (Number.isFinite(typed) && days !== settings.close_after_days)
                  void keep({ ...settings, close_after_days: days });
              }}
            />
          </Section>
          <Section title={t("service.settings.survey")} text={t("service.settings.survey_text")}>
            <Switch
              label={t("service.settings.survey_on")}
              checked={settings.survey}
              onChange={(event) => void keep({ ...settings, survey: event.currentTarget.checked })}
            />
          </Section>
          <Section title={t("service.settings.help")} text={t("service.settings.help_text")}>
            <Switch
              label={t("service.settings.help_on")}
              checked={settings.help}
              onChange={(event) => void keep({ ...settings, help: event.currentTarget.checked })}
            />
            {settings.help && (
              <Anchor href="/help" target="_blank" size="sm">
                {t("service.settings.help_open")}
              </Anchor>
            )}
          </Section>
        </>
      ) : (
        <Waiting rows={2} />
      )}
    </SettingsScreen>
  );
}
