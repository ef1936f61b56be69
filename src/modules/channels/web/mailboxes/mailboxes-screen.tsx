import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Section, SettingsScreen } from "#platform/web";
import { useT } from "#web/texts.ts";
import type { MailboxShown } from "../../contract/mailboxes.ts";
import styles from "../accounts/accounts.module.css";
import { MailboxCard } from "./mailbox-card.tsx";
import { MailboxDialog } from "./mailbox-dialog.tsx";
import { mailboxesKey, mailboxesQuery } from "./mailbox-queries.ts";

/** The mailboxes that Rapport reads and sends from: those of all, and one's own. */
export default function MailboxesScreen() {
  const t = useT();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<MailboxShown | "new" | null>(null);
  const { data } = useQuery(mailboxesQuery);
  return (
    <SettingsScreen title={t("settings.mailboxes.title")}>
      <Section
        title={t("mailboxes.title")}
        text={t("mailboxes.text")}
        action={
          <Button
            variant="default"
            leftSection={<IconPlus size={14} stroke={1.5} aria-hidden />}
            onClick={() => setAsked("new")}
          >
            {t("mailboxes.new")}
          </Button>
        }
      >
        {data?.data.length === 0 && <p className={styles.quiet}>{t("mailboxes.none")}</p>}
        <ul className={styles.list}>
          {data?.data.map((mailbox) => (
            <MailboxCard key={mailbox.id} mailbox={mailbox} onChange={() => setAsked(mailbox)} />
          ))}
        </ul>
      </Section>
      {asked && data && (
        <MailboxDialog
          mailbox={asked === "new" ? null : asked}
          mayAddShared={data.mayAddShared}
          onDone={() => void queries.invalidateQueries({ queryKey: mailboxesKey })}
          onClose={() => setAsked(null)}
        />
      )}
    </SettingsScreen>
  );
}
