import { Button } from "@mantine/core";
import { IconPhone, IconPhoneOff } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { LinkValue, RecordData } from "#records/contract";
import { useRecord } from "#records/web";
import { useOpenRecord } from "#web/open-record.ts";
import { useT } from "#web/texts.ts";
import { callClock } from "./call-clock.ts";
import styles from "./current-calls.module.css";

interface CallHeadProps {
  /** As the server knows it; undefined until it does. */
  readonly record: RecordData | undefined;
  /** What is shown while nobody knows more. */
  readonly number?: string;
  /** What is said of it instead of how long it lasts. */
  readonly state?: string | undefined;
}

/** Who a call is with, how it stands, and the way to their page. */
export function CallHead({ record, number: told = "", state }: CallHeadProps) {
  const t = useT();
  const openRecord = useOpenRecord();
  const conversation = (record?.["conversation"] ?? null) as LinkValue | null;
  const { data: whose } = useRecord("conversation", conversation?.id);
  const party = (whose?.["party"] ?? null) as LinkValue | null;
  const known = record ? (record["number"] as string | null) : told;
  const number = known || t("channels.telephone.withheld");
  const isOver = record?.["state"] === "ended";
  return (
    <div className={styles.head}>
      {isOver ? <IconPhoneOff size={16} stroke={1.5} /> : <IconPhone size={16} stroke={1.5} />}
      <div className={styles.who}>
        <strong>
          {party?.title ?? <CalledNumber number={number} isCalled={isOver && known !== null} />}
        </strong>
        <span className={styles.state}>
          {party && (
            <>
              <CalledNumber number={number} isCalled={isOver && known !== null} /> ·{" "}
            </>
          )}
          {state ?? (record && <CallProgress call={record} />)}
        </span>
      </div>
      {conversation && (
        <Button
          size="xs"
          variant={isOver ? "default" : "light"}
          onClick={() =>
            party?.object ? openRecord(party.object, party.id) : openRecord("conversation", conversation.id)
          }
        >
          {t("channels.telephone.open")}
        </Button>
      )}
    </div>
  );
}

/** One who was missed is called back by a click. */
function CalledNumber({ number, isCalled }: { readonly number: string; readonly isCalled: boolean }) {
  return isCalled ? <a href={`tel:${number}`}>{number}</a> : <>{number}</>;
}

function CallProgress({ call }: { readonly call: RecordData }) {
  const t = useT();
  const answered = call["answered_at"] as string | null;
  const isRunning = call["state"] === "answered" || call["state"] === "held";
  const seconds = useSecondsSince(isRunning ? answered : null);
  if (isRunning) return <span className={styles.clock}>{callClock(seconds)}</span>;
  const duration = call["duration"] as number | null;
  if (call["state"] === "ended" && duration) return <>{callClock(duration)}</>;
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
