import { Button } from "@mantine/core";
import { useIntersection } from "@mantine/hooks";
import { useEffect, useEffectEvent, useState } from "react";
import { type TimelineKind, timelineKinds } from "#customers/contract";
import { dayIn } from "#kernel/period";
import type { RecordSlotProps } from "#records/web";
import { EmptyState } from "#web/empty-state.tsx";
import { useFormat } from "#web/format.ts";
import { problemText } from "#web/notify.ts";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { Composer } from "../compose/composer.tsx";
import { byDay } from "./by-day.ts";
import { KindChips } from "./kind-chips.tsx";
import { useTimeline } from "./reading.ts";
import { useSubject } from "./subject.ts";
import { threadsOf } from "./threads.ts";
import { TimelineItem } from "./timeline-item.tsx";
import styles from "./timeline.module.css";

/** Everything that passed with a customer or about a deal, newest first, with what one writes down on top. */
export default function Timeline({ object, record }: RecordSlotProps) {
  const t = useT();
  const subject = useSubject(object, record);
  const [kinds, setKinds] = useState<readonly TimelineKind[]>([]);
  const timeline = useTimeline(subject, kinds);
  const { timeZone } = useSession().user;
  const entries = timeline.data ?? [];
  return (
    <div className={styles.timeline}>
      {!record.archived_at && <Composer key={subject.path} subject={subject} />}
      {(entries.length > 0 || kinds.length > 0) && (
        <KindChips all={timelineKinds} chosen={kinds} onChoose={setKinds} />
      )}
      {timeline.error && entries.length === 0 && (
        <p className={styles.none} role="alert">
          {problemText(timeline.error)}
        </p>
      )}
      {timeline.isSuccess && entries.length === 0 && (
        <EmptyState
          icon="messages"
          title={t(kinds.length > 0 ? "timeline.none_of_kind" : "timeline.empty.title")}
          text={kinds.length > 0 ? undefined : t("timeline.empty.text")}
        />
      )}
      {byDay(threadsOf(entries), timeZone).map(({ day, entries: ofDay }) => (
        <section key={day} aria-label={day} className={styles.day}>
          <h3 className={styles.date}>
            <DayName day={day} timeZone={timeZone} />
          </h3>
          <ol className={styles.entries}>
            {ofDay.map((entry) => (
              <TimelineItem key={entry.id} entry={entry} subject={subject} />
            ))}
          </ol>
        </section>
      ))}
      {timeline.hasNextPage && (
        <Earlier busy={timeline.isFetchingNextPage} fetch={() => void timeline.fetchNextPage()} />
      )}
    </div>
  );
}

function DayName({ day, timeZone }: { readonly day: string; readonly timeZone: string }) {
  const t = useT();
  const format = useFormat();
  const today = dayIn(timeZone);
  if (day === today) return t("timeline.today");
  const yesterday = dayIn(timeZone, new Date(Date.now() - 86_400_000));
  if (day === yesterday) return t("timeline.yesterday");
  return format.date(day, "long");
}

/** Fetches earlier entries when the end comes near; a button for those who go by keys. */
function Earlier({ busy, fetch }: { readonly busy: boolean; readonly fetch: () => void }) {
  const t = useT();
  const { ref, entry } = useIntersection({ rootMargin: "400px" });
  const near = entry?.isIntersecting ?? false;
  const fetchNext = useEffectEvent(fetch);
  useEffect(() => {
    if (near && !busy) fetchNext();
  }, [near, busy]);
  return (
    <Button ref={ref} variant="subtle" color="gray" onClick={fetch} loading={busy}>
      {t("timeline.earlier")}
    </Button>
  );
}
