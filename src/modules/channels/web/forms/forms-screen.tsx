import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Section, SettingsScreen } from "#platform/web";
import { useT } from "#web/texts.ts";
import styles from "../accounts/accounts.module.css";
import { FormCard } from "./form-card.tsx";
import { formsQuery } from "./form-queries.ts";

/** The forms that stand on web pages, how often each was sent, and how they get there. */
export default function FormsScreen() {
  const t = useT();
  const { data } = useQuery(formsQuery);
  return (
    <SettingsScreen title={t("settings.forms.title")}>
      <Section
        title={t("forms.title")}
        text={t("forms.text")}
        action={
          data?.may_add && (
            <Button
              component={Link}
              to="/settings/forms/new"
              variant="default"
              leftSection={<IconPlus size={14} stroke={1.5} aria-hidden />}
            >
              {t("forms.new")}
            </Button>
          )
        }
      >
        {data?.data.length === 0 && <p className={styles.quiet}>{t("forms.none")}</p>}
        <ul className={styles.list}>
          {data?.data.map((form) => (
            <FormCard key={form.id} form={form} />
          ))}
        </ul>
      </Section>
    </SettingsScreen>
  );
}
