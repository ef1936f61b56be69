import { Button } from "@mantine/core";
import { IconPhone, IconPhoneCheck, IconPhoneX } from "@tabler/icons-react";
import type { LinkValue } from "#records/contract";
import { useRecord } from "#records/web";
import type { Said } from "#channels/contract";
import { useT } from "#web/texts.ts";
import { callClock } from "../telephone/call-clock.ts";
import styles from "./call-content.module.css";

/** A call among what was said: how it went, for how long, what was recorded, and the way to call them. */
export function CallContent({ message, number }: { readonly message: Said; readonly number: string | null }) {
  const t = useT();
  const { details, direction, body } = message;
  const outcome = typeof details["outcome"] === "string" ? details["outcome"] : null;
  const duration = typeof details["duration"] === "number" ? details["duration"] : 0;
  const isReached = outcome === "reached";
  const isMissed = direction === "in" && outcome !== null && !isReached;
  const Sign = isReached ? IconPhoneCheck : IconPhoneX;
  return (
    <div className={styles.call}>
      <span className={styles.what} data-missed={isMissed || undefined}>
        {outcome === null ? (
          <IconPhone size={16} stroke={1.5} aria-hidden />
        ) : (
          <Sign size={16} stroke={1.5} aria-hidden />
        )}
        <strong>
          {t(isMissed ? "inbox.call.missed" : `inbox.call.${direction === "in" ? "in" : "out"}`)}
        </strong>
        <span className={styles.more}>
          {isReached && duration > 0 && callClock(duration)}
          {outcome !== null && !isReached && t(`options.call.outcome.${outcome}`)}
        </span>
      </span>
      {body && <p className={styles.words}>{body}</p>}
      <Recording call={details["call"]} />
      {number && (
        <Button
          component="a"
          href={`tel:${number}`}
          size="compact-sm"
          variant={isMissed ? "light" : "default"}
          leftSection={<IconPhone size={14} stroke={1.5} aria-hidden />}
        >
          {t(isMissed ? "inbox.call.back" : "inbox.call.again")}
        </Button>
      )}
    </div>
  );
}

function Recording({ call }: { readonly call: unknown }) {
  const t = useT();
  const { data } = useRecord("call", typeof call === "string" ? call : undefined);
  const recording = data?.["recording"] as LinkValue | null | undefined;
  if (!recording) return null;
  return (
    <audio
      controls
      preload="none"
      className={styles.recording}
      aria-label={t("fields.call.recording")}
      src={`/api/files/${recording.id}`}
    />
  );
}
