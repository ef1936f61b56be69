import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconChecks, IconClock } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { type Said, sendMessageAgain, withdrawMessage } from "#channels/contract";
import { useAct } from "#records/web";
import { call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import styles from "./conversation.module.css";

interface MessageStateProps {
  readonly message: Said;
}

/** What became of a message of ours, and what one can do about it. */
export function MessageState({ message }: MessageStateProps) {
  const t = useT();
  const format = useFormat();
  const { id, state, send_at, problem } = message;
  const { act, busy } = useAct({ objects: ["conversation"], queries: ["conversation", "inbox"] });
  const seconds = useSecondsTo(state === "queued" ? send_at : null);
  const failed = state === "refused" || state === "bounced" || state === "unknown";
  const withdraw = () => act(() => call(withdrawMessage, { params: { id } }), t("inbox.done.withdrawn"));
  const again = () => act(() => call(sendMessageAgain, { params: { id } }), t("inbox.done.queued"));
  const Icon = failed
    ? IconAlertTriangle
    : state === "delivered" || state === "read"
      ? IconChecks
      : state === "sent"
        ? IconCheck
        : IconClock;
  const isLater = seconds !== null && seconds > 60;
  return (
    <footer className={styles.outcome} data-failed={failed || undefined}>
      <Icon size={14} stroke={1.5} aria-hidden="true" />
      <span>
        {state === "queued" && isLater && send_at
          ? t("inbox.goes_at", { at: format.dateTime(send_at) })
          : state === "queued" && seconds !== null && seconds > 0
            ? t("inbox.goes_in", { seconds })
            : t(`options.message.state.${state}`)}
        {problem && (failed || state === "queued") && (
          <span className={styles.problem}> {problemOf(problem, t)}</span>
        )}
      </span>
      {state === "queued" && (
        <Button size="compact-xs" variant="subtle" disabled={busy} onClick={() => void withdraw()}>
          {t("inbox.acts.withdraw")}
        </Button>
      )}
      {(failed || state === "withdrawn") && (
        <Button size="compact-xs" variant="subtle" disabled={busy} onClick={() => void again()}>
          {t(state === "withdrawn" ? "inbox.acts.send_after_all" : "inbox.acts.send_again")}
        </Button>
      )}
    </footer>
  );
}

/** Seconds until a moment, counted down; null where there is none. */
function useSecondsTo(at: string | null): number | null {
  const [now, setNow] = useState(() => Date.now());
  const left = at === null ? null : Math.max(0, Math.ceil((Date.parse(at) - now) / 1000));
  const runs = left !== null && left > 0;
  useEffect(() => {
    if (!runs) return;
    const clock = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(clock);
  }, [runs]);
  return left;
}

const known = ["cut_off", "account_not_active", "opted_out", "consent_needed"];

// In the words of the other side, unless it is one of ours.
function problemOf(problem: string, t: ReturnType<typeof useT>): string {
  return known.includes(problem) ? t(`inbox.problems.${problem}`) : problem;
}
