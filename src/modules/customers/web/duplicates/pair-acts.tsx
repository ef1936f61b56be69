import { Button } from "@mantine/core";
import type { DuplicateDecision } from "#customers/contract";
import { useKeys } from "#web/keyboard.ts";
import { useT } from "#web/texts.ts";
import styles from "./duplicates.module.css";
import type { Asked } from "./use-duplicates.ts";

interface PairActsProps {
  readonly state: Asked["state"];
  readonly mayDecide: boolean;
  /** Absent where one may not. */
  readonly onMerge: (() => void) | undefined;
  readonly onDecide: (decision: DuplicateDecision | null) => void;
}

/** What can be said of the pair at hand, each by a key. */
export function PairActs({ state, mayDecide, onMerge, onDecide }: PairActsProps) {
  const t = useT();
  const decide = (decision: DuplicateDecision | null) => (mayDecide ? () => onDecide(decision) : undefined);
  const acts = {
    m: { key: "merge", run: onMerge },
    n: { key: "not_duplicate", run: state === "not_duplicate" ? undefined : decide("not_duplicate") },
    l: { key: "later", run: state === "open" ? decide("later") : undefined },
    o: { key: "reopen", run: state === "open" ? undefined : decide(null) },
  } as const;
  const given = Object.entries(acts).filter(([, { run }]) => run !== undefined);
  useKeys(
    Object.fromEntries(given.map(([letter, { run }]) => [letter, run])),
    Object.fromEntries(given.map(([letter, { key }]) => [letter, t(`duplicates.acts.${key}`)])),
    { group: t("duplicates.title") },
  );
  return (
    <div className={styles.acts}>
      {given.map(([letter, { key, run }]) => (
        <Button
          key={key}
          size="xs"
          variant={key === "merge" ? "filled" : "default"}
          rightSection={<kbd className={styles.key}>{letter.toUpperCase()}</kbd>}
          onClick={run}
        >
          {t(`duplicates.acts.${key}`)}
        </Button>
      ))}
    </div>
  );
}
