import { Button } from "@mantine/core";
import { IconPackageExport } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { exportLimits, startOrganisationExport } from "#exchange/contract";
import { Section, SettingsScreen } from "#platform/web";
import { call } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { exportsQuery } from "../exports/export-queries.ts";
import { FileList } from "../exports/file-list.tsx";
import { useProgressText } from "../exports/progress-text.ts";
import { watchExport } from "../exports/watch-export.ts";
import styles from "./whole-organisation.module.css";

/** Everything in one archive, to take along or to keep; what is in it, what is not, and how it comes back. */
export default function WholeOrganisationScreen() {
  const t = useT();
  const queries = useQueryClient();
  const progressText = useProgressText();
  const starting = useMutation({
    mutationFn: () => call(startOrganisationExport),
    onSuccess: async (one) => {
      watchExport(one, { title: t("whole_organisation.title"), progressText });
      await queries.invalidateQueries({ queryKey: exportsQuery.queryKey });
    },
    onError: notifyProblem,
  });
  return (
    <SettingsScreen title={t("whole_organisation.title")}>
      <Section title={t("whole_organisation.export")} text={t("whole_organisation.text")}>
        <dl className={styles.contents}>
          {["records", "files", "history", "settings"].map((part) => (
            <div key={part}>
              <dt>{t(`whole_organisation.parts.${part}.title`)}</dt>
              <dd>{t(`whole_organisation.parts.${part}.text`)}</dd>
            </div>
          ))}
        </dl>
        <Button
          mt="md"
          leftSection={<IconPackageExport size={16} stroke={1.5} aria-hidden />}
          loading={starting.isPending}
          onClick={() => starting.mutate()}
        >
          {t("whole_organisation.start")}
        </Button>
        <p className={styles.quiet}>{t("whole_organisation.kept", { days: exportLimits.keptDays })}</p>
        <FileList only="archive" />
      </Section>
      <Section title={t("whole_organisation.back")} text={t("whole_organisation.back_text")}>
        <code className={styles.command}>rapport restore-organisation rapport-2026-12-31.zip</code>
        <p className={styles.quiet}>{t("whole_organisation.without")}</p>
      </Section>
    </SettingsScreen>
  );
}
