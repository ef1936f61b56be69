import { NumberInput, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Section, SettingsScreen } from "#platform/web";
import { useMetadata, useObjectTitle, Waiting } from "#records/web";
import { changeLeadSettings, type LeadSettings, readLeadSettings } from "#sales/contract";
import { call } from "#web/client.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import styles from "../leads.module.css";
import { FieldMap } from "./field-map.tsx";
import { RuleList } from "./rule-list.tsx";
import { TrialBox } from "./trial-box.tsx";

const queryKey = ["lead-settings"];

/** How leads become customers, and who gets them. */
export default function LeadsScreen() {
  const t = useT();
  const client = useQueryClient();
  const { data: settings } = useQuery({ queryKey, queryFn: () => call(readLeadSettings) });

  async function keep(next: LeadSettings): Promise<void> {
    const before = settings;
    client.setQueryData(queryKey, next);
    try {
      await call(changeLeadSettings, { body: next });
      notifyDone(t("settings.saved"), { name: "lead settings", ...(before && { undo: () => keep(before) }) });
    } catch (problem) {
      client.setQueryData(queryKey, before);
      notifyProblem(problem);
    }
  }

  return (
    <SettingsScreen wide title={t("settings.leads.title")}>
      <Text c="dimmed" maw={640} mb="lg">
        {t("sales.leads.settings.text")}
      </Text>
      <Section title={t("sales.leads.settings.rules")} text={t("sales.leads.settings.rules_text")}>
        <RuleList />
        <TrialBox />
      </Section>
      <Section title={t("sales.leads.settings.besides")}>
        <Besides />
      </Section>
      <Section title={t("sales.leads.settings.return")} text={t("sales.leads.settings.return_text")}>
        {settings ? (
          <NumberInput
            w={160}
            min={1}
            max={8760}
            allowDecimal={false}
            label={t("sales.leads.settings.hours")}
            key={settings.return_after}
            defaultValue={settings.return_after ?? ""}
            onBlur={(event) => {
              const typed = Number.parseInt(event.currentTarget.value, 10);
              const hours = Number.isFinite(typed) && typed > 0 ? Math.min(typed, 8760) : null;
              if (hours !== settings.return_after) void keep({ ...settings, return_after: hours });
            }}
          />
        ) : (
          <Waiting rows={1} />
        )}
      </Section>
      <Section title={t("sales.leads.settings.map")} text={t("sales.leads.settings.map_text")}>
        {settings ? (
          <FieldMap map={settings.map} onKeep={(map) => void keep({ ...settings, map: [...map] })} />
        ) : (
          <Waiting rows={6} />
        )}
      </Section>
    </SettingsScreen>
  );
}

/** Where what the rules go by is kept: lists as all others. */
function Besides() {
  const titleOf = useObjectTitle();
  const { objects } = useMetadata();
  const names = ["territory", "sales_profile", "working_time"].filter((name) => objects[name]);
  return (
    <ul className={styles.list}>
      {names.map((name) => (
        <li key={name} className={styles.line}>
          <Link className={styles.link} to={`/${objects[name]?.plural}`}>
            {titleOf(name, "many")}
          </Link>
        </li>
      ))}
    </ul>
  );
}
