import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Section, SettingsScreen } from "#platform/web";
import { useT } from "#web/texts.ts";
import type { ChatShown } from "../../contract/chat.ts";
import styles from "../accounts/accounts.module.css";
import { ChatCard } from "./chat-card.tsx";
import { ChatDialog } from "./chat-dialog.tsx";
import { chatsQuery } from "./chat-queries.ts";

/** The chats that stand on web pages, and how they get there. */
export default function ChatsScreen() {
  const t = useT();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<ChatShown | "new" | null>(null);
  const { data } = useQuery(chatsQuery);
  return (
    <SettingsScreen title={t("settings.chats.title")}>
      <Section
        title={t("chats.title")}
        text={t("chats.text")}
        action={
          data?.may_add && (
            <Button
              variant="default"
              leftSection={<IconPlus size={14} stroke={1.5} aria-hidden />}
              onClick={() => setAsked("new")}
            >
              {t("chats.new")}
            </Button>
          )
        }
      >
        {data?.data.length === 0 && <p className={styles.quiet}>{t("chats.none")}</p>}
        <ul className={styles.list}>
          {data?.data.map((chat) => (
            <ChatCard key={chat.id} chat={chat} onChange={() => setAsked(chat)} />
          ))}
        </ul>
      </Section>
      {asked && (
        <ChatDialog
          chat={asked === "new" ? null : asked}
          onDone={() => void queries.invalidateQueries({ queryKey: chatsQuery.queryKey })}
          onClose={() => setAsked(null)}
        />
      )}
    </SettingsScreen>
  );
}
