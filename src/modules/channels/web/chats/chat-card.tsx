import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { type ChatShown, makeChatSecret } from "../../contract/chat.ts";
import { AccountRow } from "../accounts/account-row.tsx";
import styles from "../accounts/accounts.module.css";
import { Snippet } from "../accounts/snippet.tsx";
import { chatsQuery } from "./chat-queries.ts";

/** One chat: the line that puts it on a page, where it can be tried, and how pages prove who is there. */
export function ChatCard({ chat, onChange }: { readonly chat: ChatShown; readonly onChange: () => void }) {
  const t = useT();
  return (
    <AccountRow
      name={chat.name}
      told={[!chat.active && t("chats.off"), ...chat.settings.sites]}
      acts={
        <>
          <Button
            component="a"
            href={`/chat/try/${chat.id}`}
            target="_blank"
            variant="default"
            size="compact-sm"
            disabled={!chat.active}
          >
            {t("chats.try_it")}
          </Button>
          <Button variant="default" size="compact-sm" onClick={onChange}>
            {t("chats.change")}
          </Button>
        </>
      }
    >
      <p className={styles.quiet}>{t("chats.place_text")}</p>
      <Snippet text={chat.snippet} />
      <Proof chat={chat} />
    </AccountRow>
  );
}

const example = `<script>window.rapportChat = { identity: {
  id: "17", email: "ann@example.com", name: "Ann", until: 1798761600, signature: "…" } }</script>`;

function Proof({ chat }: { readonly chat: ChatShown }) {
  const t = useT();
  const queries = useQueryClient();
  const making = useMutation({
    mutationFn: () => call(makeChatSecret, { params: { id: chat.id } }),
    onError: notifyProblem,
    onSettled: () => queries.invalidateQueries({ queryKey: chatsQuery.queryKey }),
  });
  return (
    <details className={styles.more}>
      <summary>{t("chats.proof")}</summary>
      <p className={styles.quiet}>{t("chats.proof_text")}</p>
      <Snippet text={example} />
      <p className={styles.quiet}>{t("chats.proof_signature")}</p>
      {making.data ? (
        <>
          <Snippet text={making.data.secret} />
          <p className={styles.quiet} role="status">
            {t("chats.secret_once")}
          </p>
        </>
      ) : (
        <Button
          variant="default"
          size="compact-sm"
          loading={making.isPending}
          onClick={() => making.mutate()}
        >
          {t(chat.has_secret ? "chats.make_secret_again" : "chats.make_secret")}
        </Button>
      )}
    </details>
  );
}
