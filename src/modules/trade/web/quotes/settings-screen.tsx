import { NumberInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Section, SettingsScreen } from "#platform/web";
import { Waiting } from "#records/web";
import { changeQuoteSettings, type QuoteSettings, readQuoteSettings } from "#trade/contract";
import { call } from "#web/client.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";

const settingsQuery = { queryKey: ["quote-settings"], queryFn: () => call(readQuoteSettings) };

/** What holds for a quote that says nothing else. */
export default function QuotesSettingsScreen() {
  const t = useT();
  const client = useQueryClient();
  const { data: settings } = useQuery(settingsQuery);

  async function keep(next: QuoteSettings): Promise<void> {
    const before = settings;
    client.setQueryData(settingsQuery.queryKey, next);
    try {
      await call(changeQuoteSettings, { body: next });
      notifyDone(t("settings.saved"), {
        name: "quote settings",
        ...(before && { undo: () => keep(before) }),
      });
    } catch (problem) {
      client.setQueryData(settingsQuery.queryKey, before);
      notifyProblem(problem);
    }
  }

  return (
    <SettingsScreen title={t("settings.quotes.title")}>
      <Section title={t("trade.quote_settings.validity")} text={t("trade.quote_settings.validity_text")}>
        {settings ? (
          <NumberInput
            key={settings.valid_days}
            w={160}
            min={0}
            max={3650}
            allowDecimal={false}
            label={t("trade.quote_settings.days")}
            defaultValue={settings.valid_days}
            onBlur={(event) => {
              const typed = Number.parseInt(event.currentTarget.value, 10);
              const days = Math.min(Math.max(typed, 0), 3650);
              if (Number.isFinite(typed) && days !== settings.valid_days) void keep({ valid_days: days });
            }}
          />
        ) : (
          <Waiting rows={1} />
        )}
      </Section>
    </SettingsScreen>
  );
}
