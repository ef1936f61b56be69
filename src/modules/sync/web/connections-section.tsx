import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Section } from "#platform/web";
import { call } from "#web/client.ts";
import { useT } from "#web/texts.ts";
import { type CalendarConnection, disconnectCalendar } from "../contract/connections.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { ConnectDialog } from "./connect-dialog.tsx";
import { connectionsKey, connectionsQuery, hostOf } from "./connection-queries.ts";
import { ConnectionCard } from "./connection-card.tsx";
import { SignInDialog } from "./sign-in-dialog.tsx";
import styles from "./sync.module.css";
import { useChange } from "./use-change.ts";

interface Asked {
  readonly connection: CalendarConnection;
  readonly act: "sign_in" | "disconnect";
}

/** Calendars of other services that are kept in step, and how that goes. */
export function ConnectionsSection() {
  const t = useT();
  const queries = useQueryClient();
  const [connecting, setConnecting] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const refresh = () => queries.invalidateQueries({ queryKey: connectionsKey });
  const connections = useQuery(connectionsQuery).data;
  const leaving = useChange((id: string) => call(disconnectCalendar, { params: { id } }), connectionsKey);
  const close = () => setAsked(null);
  return (
    <Section
      title={t("sync.connections.title")}
      text={t("sync.connections.text")}
      action={
        <Button
          variant="default"
          leftSection={<IconPlus size={14} stroke={1.5} aria-hidden />}
          onClick={() => setConnecting(true)}
        >
          {t("sync.connections.new")}
        </Button>
      }
    >
      {connections?.length === 0 && <p className={styles.quiet}>{t("sync.connections.none")}</p>}
      {connections?.map((connection) => (
        <ConnectionCard
          key={connection.id}
          connection={connection}
          onAsk={(act) => setAsked({ connection, act })}
        />
      ))}
      {connecting && <ConnectDialog onMade={() => void refresh()} onClose={() => setConnecting(false)} />}
      {asked?.act === "sign_in" && (
        <SignInDialog connection={asked.connection} onDone={() => void refresh()} onClose={close} />
      )}
      {asked?.act === "disconnect" && (
        <ConfirmDialog
          title={t("sync.connections.disconnect_title", { name: hostOf(asked.connection) })}
          text={t("sync.connections.disconnect_text")}
          act={t("sync.connections.disconnect")}
          busy={leaving.isPending}
          onConfirm={() => leaving.mutate(asked.connection.id, { onSettled: close })}
          onClose={close}
        />
      )}
    </Section>
  );
}
