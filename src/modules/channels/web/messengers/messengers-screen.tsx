import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Section, SettingsScreen } from "#platform/web";
import { call } from "#web/client.ts";
import { useT } from "#web/texts.ts";
import { changeMessenger, type MessengerShown } from "../../contract/messengers.ts";
import styles from "../accounts/accounts.module.css";
import { MessengerCard } from "./messenger-card.tsx";
import { MessengerDialog } from "./messenger-dialog.tsx";
import { messengersKey, messengersQuery } from "./messenger-queries.ts";

/** The bots and numbers by which customers write to the organisation. */
export default function MessengersScreen() {
  const t = useT();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<MessengerShown | "new" | null>(null);
  const { data } = useQuery(messengersQuery);
  const refresh = () => void queries.invalidateQueries({ queryKey: messengersKey });
  const trying = useMutation({
    mutationFn: async ({ id, name, unknown, active, settings }: MessengerShown) =>
      settings &&
      call(changeMessenger, { params: { id }, body: { name, unknown, active, settings, secrets: {} } }),
    onSettled: refresh,
  });
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
            <MessengerCard
              key={messenger.id}
              messenger={messenger}
              onChange={() => setAsked(messenger)}
              onTry={() => trying.mutate(messenger)}
            />
          ))}
        </ul>
      </Section>
      {asked && (
        <MessengerDialog
          messenger={asked === "new" ? null : asked}
          onDone={refresh}
          onClose={() => setAsked(null)}
        />
      )}
    </SettingsScreen>
  );
}
