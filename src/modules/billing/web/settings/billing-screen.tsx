import { Button, NumberInput, Stack, Switch } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type BillingSettings, changeBillingSettings, readBillingSettings } from "#billing/contract";
import { Section, SettingsScreen } from "#platform/web";
import { Waiting } from "#records/web";
import { call } from "#web/client.ts";
import { notifyDone, problemText } from "#web/notify.ts";
import { ProblemNote } from "#web/problem-note.tsx";
import { useT } from "#web/texts.ts";

const settingsQuery = { queryKey: ["billing", "settings"], queryFn: () => call(readBillingSettings) };

/** How invoices are made unless they say otherwise, and when contracts are thought of. */
export default function BillingScreen() {
  const t = useT();
  const { data } = useQuery(settingsQuery);
  return (
    <SettingsScreen title={t("settings.billing.title")}>
      {data ? <BillingForm kept={data} /> : <Waiting rows={4} />}
    </SettingsScreen>
  );
}

function BillingForm({ kept }: { readonly kept: BillingSettings }) {
  const t = useT();
  const client = useQueryClient();
  const [settings, setSettings] = useState(kept);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const change = (values: Partial<BillingSettings>) => setSettings({ ...settings, ...values });

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    setSaving(true);
    setProblem(undefined);
    try {
      client.setQueryData(settingsQuery.queryKey, await call(changeBillingSettings, { body: settings }));
      notifyDone(t("settings.saved"));
    } catch (thrown) {
      setProblem(thrown);
    }
    setSaving(false);
  }

  return (
    <form onSubmit={(event) => void save(event)}>
      <Section title={t("billing_settings.invoices")} text={t("billing_settings.invoices_text")}>
        <Days
          label={t("billing_settings.payment_days")}
          value={settings.payment_days}
          onChange={(days) => change({ payment_days: days })}
        />
        <Switch
          mt="sm"
          checked={settings.complete_invoices}
          label={t("billing_settings.complete_invoices")}
          description={t("billing_settings.complete_invoices_text")}
          onChange={({ currentTarget }) => change({ complete_invoices: currentTarget.checked })}
        />
      </Section>
      <Section title={t("billing_settings.recurring")} text={t("billing_settings.recurring_text")}>
        <Stack gap="sm">
          <Switch
            checked={settings.issue_subscriptions}
            label={t("billing_settings.issue_subscriptions")}
            description={t("billing_settings.issue_subscriptions_text")}
            onChange={({ currentTarget }) => change({ issue_subscriptions: currentTarget.checked })}
          />
          <Days
            label={t("billing_settings.notice_lead_days")}
            description={t("billing_settings.notice_lead_days_text")}
            value={settings.notice_lead_days}
            onChange={(days) => change({ notice_lead_days: days })}
          />
        </Stack>
      </Section>
      <ProblemNote text={problem ? problemText(problem) : undefined} />
      <Button type="submit" loading={saving} disabled={settings === kept}>
        {t("settings.save")}
      </Button>
    </form>
  );
}

interface DaysProps {
  readonly label: string;
  readonly description?: string;
  readonly value: number;
  readonly onChange: (days: number) => void;
}

function Days({ onChange, ...props }: DaysProps) {
  return (
    <NumberInput
      {...props}
      maw={320}
      min={0}
      max={365}
      allowDecimal={false}
      clampBehavior="strict"
      onChange={(days) => onChange(Number(days) || 0)}
    />
  );
}
