import { Button } from "@mantine/core";
import { IconPhone, IconPhoneOff } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { LinkValue, RecordData } from "#records/contract";
import { useRecord, useRecords } from "#records/web";
import { useLive } from "#web/live.ts";
import { useOpenRecord } from "#web/open-record.ts";
import { useT } from "#web/texts.ts";
import styles from "./current-calls.module.css";

/** After the end of a call it stays for so long, for a word about it. */
const shownAfter = 60_000;

/** The calls of who looks, as they ring and run: a click has the caller's page open before one has said a word. */
export function CurrentCalls() {
  const t = useT();
  const { rows } = useRecords("call", {
    filter: {
      and: [
        { field: "agent", op: "is", value: { me: true } },
        { field: "state", op: "is_not", value: "ended" },
      ],
    },
    sort: "-started_at",
    limit: 3,
  });
  const client = useQueryClient();
  // A call waits for nobody: what is told of it is looked at there and then.
  useLive("call", () => void client.invalidateQueries({ queryKey: ["records", "call"] }));
  const running = useJustEnded(rows);
  if (running.length === 0) return null;
  return (
    <section className={styles.calls} aria-label={t("channels.telephone.calls")} aria-live="polite">
      {running.map((call) => (
        <CurrentCall key={call.id} call={call} />
      ))}
    </section>
  );
}

/** The calls that run, and those that have only just ended. */
function useJustEnded(rows: readonly RecordData[]): readonly RecordData[] {
  const [shown, setShown] = useState<readonly RecordData[]>([]);
  useEffect(() => {
    setShown((before) =>
      [...rows, ...before.filter(({ id }) => !rows.some((row) => row.id === id))].slice(0, 3),
    );
    const timer = setTimeout(() => setShown(rows), shownAfter);
    return () => clearTimeout(timer);
  }, [rows]);
  return shown;
}

function CurrentCall({ call: begun }: { call: RecordData }) {
  const t = useT();
  const openRecord = useOpenRecord();
  const { data: call = begun } = useRecord("call", begun.id);
  const conversation = call["conversation"] as LinkValue;
  const { data: whose } = useRecord("conversation", conversation.id);
  const party = (whose?.["party"] ?? null) as LinkValue | null;
  const number = (call["number"] as string | null) ?? t("channels.telephone.withheld");
  const isOver = call["state"] === "ended";
  return (
    <div className={styles.call} data-over={isOver || undefined}>
      {isOver ? <IconPhoneOff size={16} stroke={1.5} /> : <IconPhone size={16} stroke={1.5} />}
      <div className={styles.who}>
        <strong>{party?.title ?? number}</strong>
        <span className={styles.state}>
          {party ? `${number} · ` : ""}
          <CallProgress call={call} />
        </span>
      </div>
      <Button
        size="xs"
        variant={isOver ? "default" : "filled"}
        onClick={() =>
          party?.object ? openRecord(party.object, party.id) : openRecord("conversation", conversation.id)
        }
      >
        {t("channels.telephone.open")}
      </Button>
    </div>
  );
}

function CallProgress({ call }: { call: RecordData }) {
  const t = useT();
  const answered = call["answered_at"] as string | null;
  const isRunning = call["state"] === "answered" || call["state"] === "held";
  const seconds = useSecondsSince(isRunning ? answered : null);
  if (isRunning) return <span className={styles.clock}>{clock(seconds)}</span>;
  const duration = call["duration"] as number | null;
  if (call["state"] === "ended" && duration) return <>{clock(duration)}</>;
  const told = call["state"] === "ended" ? "missed" : call["direction"] === "in" ? "rings" : "dials";
  return <>{t(`channels.telephone.${told}`)}</>;
}

function useSecondsSince(moment: string | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!moment) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [moment]);
  return moment ? Math.max(0, Math.floor((now - Date.parse(moment)) / 1000)) : 0;
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
