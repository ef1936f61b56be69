import { Button, Checkbox } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import type { BinEntry } from "#records/contract";
import { useFormat } from "#web/format.ts";
import { useCan, useIsLooking } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { BinLine } from "./bin-line.tsx";
import { PurgeDialog } from "./purge-dialog.tsx";
import styles from "./recycle-bin.module.css";
import { useRestoring } from "./use-bin.ts";

/** The lines of the bin, to be chosen by mouse or by arrows and space, and what is done with the chosen. */
export function BinList({ entries }: { readonly entries: readonly BinEntry[] }) {
  const t = useT();
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState<readonly BinEntry[]>([]);
  const looking = useIsLooking();
  const restoring = useRestoring();
  const ours = looking ? [] : entries.filter((entry) => entry.mine);
  // What has left the bin meanwhile is chosen no more.
  const chosen = ours.filter((entry) => marked.has(entry.id));
  const clear = () => setMarked(new Set());
  const purge = useCan("records:purge") ? setAsking : undefined;

  function mark(id: string, isMarked: boolean): void {
    setMarked((before) => new Set(isMarked ? [...before, id] : [...before].filter((one) => one !== id)));
  }
  return (
    <>
      <div className={styles.head}>
        {ours.length > 0 && (
          <Checkbox
            size="xs"
            label={t("settings.recycle_bin.select_all")}
            checked={chosen.length === ours.length}
            indeterminate={chosen.length > 0 && chosen.length < ours.length}
            onChange={(event) =>
              event.currentTarget.checked ? setMarked(new Set(ours.map(({ id }) => id))) : clear()
            }
          />
        )}
        {chosen.length > 0 && (
          <ChosenActs
            count={chosen.length}
            busy={restoring.isPending}
            onRestore={() => restoring.mutate(chosen, { onSuccess: clear })}
            onPurge={purge && (() => purge(chosen))}
          />
        )}
      </div>
      <ul
        className={styles.lines}
        // Not a key of the page: Escape that closes the dialog leaves what was chosen.
        onKeyDown={(event) => (event.key === "Escape" ? clear() : walk(event))}
      >
        {entries.map((entry) => (
          <BinLine
            key={entry.id}
            entry={entry}
            isOurs={ours.includes(entry)}
            isMarked={marked.has(entry.id)}
            onMark={(isMarked) => mark(entry.id, isMarked)}
            onRestore={() => restoring.mutate([entry])}
            onPurge={purge && (() => purge([entry]))}
          />
        ))}
      </ul>
      {asking.length > 0 && <PurgeDialog entries={asking} onClose={() => setAsking([])} />}
    </>
  );
}

interface ChosenActsProps {
  readonly count: number;
  readonly busy: boolean;
  readonly onRestore: () => void;
  readonly onPurge: (() => void) | undefined;
}

function ChosenActs({ count, busy, onRestore, onPurge }: ChosenActsProps) {
  const t = useT();
  const { number } = useFormat();
  return (
    <div className={styles.acts} role="toolbar" aria-label={t("records.bulk.title")}>
      <span className={styles.count} aria-live="polite">
        {t("records.bulk.chosen", { count, number: number(count) })}
      </span>
      <Button variant="default" size="xs" loading={busy} onClick={onRestore}>
        {t("settings.recycle_bin.restore")}
      </Button>
      {onPurge && (
        <Button variant="subtle" color="red" size="xs" onClick={onPurge}>
          {t("settings.recycle_bin.purge")}
        </Button>
      )}
    </div>
  );
}

/** The arrows go from line to line; space, as in any box, marks. */
function walk(event: KeyboardEvent<HTMLUListElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const boxes = [...event.currentTarget.querySelectorAll<HTMLInputElement>("input:enabled")];
  const line = (event.target as HTMLElement).closest("li");
  const next = boxes[boxes.findIndex((box) => line?.contains(box)) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
