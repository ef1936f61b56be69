import { UnstyledButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import type { TimelineEntry } from "#customers/contract";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import { EntryIcon } from "./entry-icon.tsx";
import { FoldedText } from "./folded-text.tsx";
import styles from "./timeline.module.css";

/** What was said before in the same conversation, unfolded where it stands. */
export function ThreadBelow({ earlier }: { readonly earlier: readonly TimelineEntry[] }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <>
      <UnstyledButton className={styles.thread} aria-expanded={open} onClick={() => setOpen(!open)}>
        <IconChevronRight size={14} stroke={1.5} aria-hidden="true" />
        {t("timeline.earlier_in_thread", { count: earlier.length })}
      </UnstyledButton>
      {open && (
        <ol className={styles.entries}>
          {earlier.map((entry) => (
            <EarlierSaid key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
    </>
  );
}

function EarlierSaid({ entry }: { readonly entry: TimelineEntry }) {
  const t = useT();
  const format = useFormat();
  const { event, details, actor, party, at, text } = entry;
  const who = details.direction === "out" ? actor?.title : party?.title;
  return (
    <li className={styles.entry} data-kind={entry.kind} data-event={event}>
      <span className={styles.icon}>
        <EntryIcon entry={entry} />
      </span>
      <div className={styles.body}>
        <div className={styles.line}>
          <span>
            {t([`timeline.interaction.${event}_${details.direction}`, `timeline.interaction.${event}`])}
          </span>
          <span className={styles.when}>
            {who && <span className={styles.actor}>{who}</span>}
            <time dateTime={at}>{format.dateTime(at)}</time>
          </span>
        </div>
        {text && <FoldedText text={text} />}
      </div>
    </li>
  );
}
