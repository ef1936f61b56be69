import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Section, SettingsScreen } from "#platform/web";
import { useT } from "#web/texts.ts";
import type { MessengerShown } from "../../contract/messengers.ts";
import { MessengerCard } from "./messenger-card.tsx";
import { MessengerDialog } from "./messenger-dialog.tsx";
import { messengersKey, messengersQuery } from "./messenger-queries.ts";
import styles from "./messengers.module.css";

/** The bots and numbers by which customers write to the organisation. */
export default function MessengersScreen() {
  const t = useT();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<MessengerShown | "new" | null>(null);
  const { data } = useQuery(messengersQuery);
  return (
    <SettingsScreen title={t("settings.messengers.title")}>
      <Section
        title={t("messengers.title")}
        text={t("messengers.text")}
        action={
          <Button
            variant="default"
            leftSection={<IconPlus size={14} stroke={1.5} aria-hidden />}
            onClick={() => setAsked("new")}
          >
            {t("messengers.new")}
          </Button>
        }
      >
        {data?.data.length === 0 && <p className={styles.quiet}>{t("messengers.none")}</p>}
        <ul className={styles.list}>
          {data?.data.map((messenger) => (
            <MessengerCard key={messenger.id} messenger={messenger} onChange={() => setAsked(messenger)} />
          ))}
        </ul>
      </Section>
      {asked && (
        <MessengerDialog
          messenger={asked === "new" ? null : asked}
          onDone={() => void queries.invalidateQueries({ queryKey: messengersKey })}
          onClose={() => setAsked(null)}
        />
      )}
    </SettingsScreen>
  );
}
