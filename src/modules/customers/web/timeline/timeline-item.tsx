import type { TimelineEntry } from "#customers/contract";
import { useFormat } from "#web/format.ts";
import { LinkChip } from "#web/link-chip.tsx";
import { useT } from "#web/texts.ts";
import { EntryFacts } from "./entry-facts.tsx";
import { EntryIcon } from "./entry-icon.tsx";
import { FoldedText } from "./folded-text.tsx";
import { NoteActs } from "./note-acts.tsx";
import type { Subject } from "./subject.ts";
import { ThreadBelow } from "./thread-below.tsx";
import type { Thread } from "./threads.ts";
import { TaskTick } from "./task-tick.tsx";
import styles from "./timeline.module.css";

/** One thing that happened: what, with whom, when, and its words. */
export function TimelineItem({ entry, subject }: { readonly entry: Thread; readonly subject: Subject }) {
  const format = useFormat();
  const done = entry.kind === "task" && entry.details.done_at != null;
  return (
    <li className={styles.entry} data-kind={entry.kind} data-event={entry.event}>
      <span className={styles.icon}>
        {entry.kind === "task" ? <TaskTick entry={entry} /> : <EntryIcon entry={entry} />}
      </span>
      <div className={styles.body}>
        <div className={styles.line}>
          <span className={styles.title} data-done={done || undefined}>
            <Title entry={entry} subject={subject} />
          </span>
          <span className={styles.when}>
            {entry.kind === "note" && <NoteActs entry={entry} subject={subject} />}
            {entry.actor && <span className={styles.actor}>{entry.actor.title}</span>}
            <time
              dateTime={entry.at}
              title={[format.dateTime(entry.at), entry.actor?.title].filter(Boolean).join(" · ")}
            >
              {format.time(entry.at)}
            </time>
          </span>
        </div>
        <EntryFacts entry={entry} subject={subject} />
        {entry.text && <FoldedText text={entry.text} />}
        {entry.earlier.length > 0 && <ThreadBelow earlier={entry.earlier} />}
      </div>
    </li>
  );
}

function Title({ entry: one, subject: at }: { readonly entry: TimelineEntry; readonly subject: Subject }) {
  const t = useT();
  const happened = useHappened(one);
  if (one.kind === "deal" && at.field !== "deal") {
    return (
      <>
        <LinkChip value={{ id: one.record, title: one.title ?? "", object: one.object }} />{" "}
        <span className={styles.event}>
          {t(`timeline.deal.${one.event}`, { stage: one.details.stage ?? "" })}
        </span>
      </>
    );
  }
  if (one.kind === "deal") return t(`timeline.deal.${one.event}`, { stage: one.details.stage ?? "" });
  if (one.kind === "lead" || one.kind === "ticket") {
    return (
      <>
        <LinkChip value={{ id: one.record, title: one.title ?? "", object: one.object }} />{" "}
        <span className={styles.event}>{t(`timeline.${one.kind}.${one.event}`)}</span>
      </>
    );
  }
  if (one.kind === "note") return t("timeline.note");
  if (one.kind === "task") return one.title ?? "";
  const title = happened ?? one.title;
  if (one.kind === "interaction" && one.object !== "interaction" && title)
    return <LinkChip value={{ id: one.record, title, object: one.object }} wraps />;
  return (
    title ||
    t([`timeline.interaction.${one.event}_${one.details.direction}`, `timeline.interaction.${one.event}`])
  );
}

/** What happened with a document, in the reader's language; null where an entry has no words but its title. */
function useHappened({ details: { happening } }: TimelineEntry): string | null {
  const t = useT();
  const format = useFormat();
  if (!happening) return null;
  const values = Object.entries(happening.values).map(([name, value]) => [
    name,
    typeof value === "string" ? value : format.money(value),
  ]);
  return t(happening.text, Object.fromEntries(values));
}
