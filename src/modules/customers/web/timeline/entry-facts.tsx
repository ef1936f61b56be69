import type { ReactNode } from "react";
import type { TimelineEntry } from "#customers/contract";
import { useOptionTitle } from "#records/web";
import { useFormat } from "#web/format.ts";
import { LinkChip } from "#web/link-chip.tsx";
import { useT } from "#web/texts.ts";
import type { Subject } from "./subject.ts";
import styles from "./timeline.module.css";

/** The small facts under an entry: incoming or outgoing, how long, what came of it, with whom, about what. */
export function EntryFacts({ entry, subject }: { readonly entry: TimelineEntry; readonly subject: Subject }) {
  const facts = [...useSpoken(entry), ...usePlanned(entry), ...useSold(entry), ...useLed(entry)];
  const others = [entry.party, entry.kind === "deal" ? null : entry.deal].filter(
    (link) => link != null && link.id !== subject.link.id,
  );
  if (facts.length === 0 && others.length === 0) return null;
  return (
    <div className={styles.facts}>
      {facts.map((fact, index) => (
        <span key={index}>{fact}</span>
      ))}
      {others.map(
        (link) =>
          link && (
            <LinkChip
              key={link.id}
              value={{ ...link, object: link.object ?? (link === entry.deal ? "deal" : "party") }}
            />
          ),
      )}
    </div>
  );
}

function useSpoken({ kind, title, event, details }: TimelineEntry): readonly ReactNode[] {
  const t = useT();
  const option = useOptionTitle();
  if (kind !== "interaction") return [];
  const minutes = details.duration ? Math.max(1, Math.round(details.duration / 60)) : null;
  return [
    // Where the subject took the place of the name of the kind.
    title && t([`timeline.interaction.${event}_${details.direction}`, `timeline.interaction.${event}`]),
    details.channel && !same(details.channel, event) && option("interaction", "channel", details.channel),
    minutes && t("timeline.minutes", { count: minutes }),
    details.outcome && option("interaction", "outcome", details.outcome),
  ].filter(Boolean);
}

function usePlanned({ kind, details }: TimelineEntry): readonly ReactNode[] {
  const t = useT();
  const format = useFormat();
  const option = useOptionTitle();
  if (kind !== "task") return [];
  const late = !details.done_at && details.due_at && Date.parse(details.due_at) < Date.now();
  return [
    details.task_kind && details.task_kind !== "to_do" && option("task", "kind", details.task_kind),
    details.due_at && !details.done_at && (
      <span data-late={late || undefined} className={styles.due}>
        {t(late ? "timeline.overdue" : "timeline.due", { date: format.dateTime(details.due_at) })}
      </span>
    ),
    details.done_at && t("timeline.done", { date: format.dateTime(details.done_at) }),
    details.priority === "high" && option("task", "priority", "high"),
  ].filter(Boolean);
}

function useSold({ kind, details }: TimelineEntry): readonly ReactNode[] {
  const format = useFormat();
  const option = useOptionTitle();
  if (kind !== "deal") return [];
  return [
    details.from_stage && details.stage && `${details.from_stage} → ${details.stage}`,
    details.amount &&
      details.currency &&
      format.money({ amount: details.amount, currency: details.currency }),
    details.lost_reason && option("deal", "lost_reason", details.lost_reason),
  ].filter(Boolean);
}

function useLed({ kind, event, details }: TimelineEntry): readonly ReactNode[] {
  const option = useOptionTitle();
  if (kind !== "lead") return [];
  return [
    details.source && option("lead", "source", details.source),
    event === "unqualified" &&
      details.unqualified_reason &&
      option("lead", "unqualified_reason", details.unqualified_reason),
  ].filter(Boolean);
}

/** "Call · Phone" says the same twice. */
const says: Readonly<Record<string, string>> = { phone: "call", web_form: "form" };

function same(channel: string, event: string): boolean {
  return channel === event || says[channel] === event;
}
