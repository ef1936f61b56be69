import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { RecordData } from "#records/contract";
import { useRecord, useRecords } from "#records/web";
import { useLive } from "#web/live.ts";
import { useT } from "#web/texts.ts";
import { CallHead } from "./call-head.tsx";
import { useClickedNumbers } from "./clicked-numbers.ts";
import styles from "./current-calls.module.css";
import { usePhone } from "./softphone/phone-state.ts";
import { Softphone } from "./softphone/softphone.tsx";
import { useTelephone } from "./use-telephone.ts";

/** After the end of a call it stays for so long, for a word about it. */
const shownAfter = 60_000;

/** The calls of who looks, as they ring and run: a click has the caller's page open before one has said a word. */
export function CurrentCalls() {
  const t = useT();
  const telephone = useTelephone();
  useClickedNumbers(telephone?.lines ?? []);
  const phone = usePhone();
  const shown = useOwnCalls();
  const hasSoftphone = telephone?.lines.some(({ softphone }) => softphone) ?? false;
  // The call that the telephone in this browser has, as the server knows it.
  const held = phone.call ? shown.find(({ state }) => state !== "ended") : undefined;
  useLookedFor(phone.call !== null && !held);
  const others = shown.filter((call) => call !== held);
  if (others.length === 0 && !hasSoftphone) return null;
  return (
    <section className={styles.calls} aria-label={t("channels.telephone.calls")} aria-live="polite">
      {telephone && hasSoftphone && <Softphone name={telephone.name} record={held} />}
      {others.map((call) => (
        <CurrentCall key={call.id} call={call} />
      ))}
    </section>
  );
}

function useOwnCalls(): readonly RecordData[] {
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
  return useJustEnded(rows);
}

/** The telephone may ring before the news of it is here: while it is not, it is looked for. */
function useLookedFor(isMissing: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!isMissing) return;
    const look = () => void client.invalidateQueries({ queryKey: ["records", "call"] });
    const timer = setInterval(look, 1_000);
    return () => clearInterval(timer);
  }, [isMissing, client]);
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
  const { data: call = begun } = useRecord("call", begun.id);
  return (
    <div className={styles.call} data-over={call["state"] === "ended" || undefined}>
      <CallHead record={call} />
    </div>
  );
}
