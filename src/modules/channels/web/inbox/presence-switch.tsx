import { Switch } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { OutputOf } from "#kernel/action";
import { changePresence, readPresence } from "#channels/contract";
import { type ApiProblem, call } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import styles from "./inbox.module.css";

type Presence = OutputOf<typeof readPresence>;
const presenceKey = ["inbox", "presence"] as const;

/** Whether what waits comes to oneself; shown at once, corrected where the server says no. */
export function PresenceSwitch() {
  const t = useT();
  const client = useQueryClient();
  const { data: presence } = useQuery<Presence, ApiProblem>({
    queryKey: presenceKey,
    queryFn: () => call(readPresence),
  });
  if (!presence) return null;
  const turn = async (state: Presence["state"]) => {
    client.setQueryData<Presence>(presenceKey, { ...presence, state });
    try {
      client.setQueryData(presenceKey, await call(changePresence, { body: { state } }));
    } catch (problem) {
      client.setQueryData(presenceKey, presence);
      notifyProblem(problem);
    }
  };
  return (
    <div className={styles.presence}>
      <Switch
        size="xs"
        label={t("inbox.presence.title")}
        checked={presence.state === "available"}
        onChange={(event) => void turn(event.currentTarget.checked ? "available" : "away")}
      />
      <span className={styles.quiet} title={t("inbox.presence.hint")}>
        {t("inbox.presence.load", { load: presence.load, capacity: presence.capacity })}
      </span>
    </div>
  );
}
