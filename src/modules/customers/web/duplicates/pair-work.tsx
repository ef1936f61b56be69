import { useEffect, useRef, useState } from "react";
import type { DuplicatePair } from "#customers/contract";
import { MergeDialog, useObject } from "#records/web";
import { useFormat } from "#web/format.ts";
import { useKeys } from "#web/keyboard.ts";
import { useIsLooking } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import styles from "./duplicates.module.css";
import { useEvidenceText } from "./evidence.ts";
import { PairActs } from "./pair-acts.tsx";
import { PairBeside } from "./pair-beside.tsx";
import { PairList } from "./pair-list.tsx";
import { type Asked, useDeciding, useRefreshDuplicates } from "./use-duplicates.ts";

interface PairWorkProps {
  readonly pairs: readonly DuplicatePair[];
  readonly state: Asked["state"];
  readonly onMore: (() => void) | undefined;
  readonly hasMore: boolean;
}

/** How many pairs before the end more are fetched. */
const ahead = 5;

/** The list of pairs and the one that is looked at: what has been decided leaves, and the next takes its place. */
export function PairWork({ pairs, state, onMore, hasMore }: PairWorkProps) {
  const t = useT();
  const { number } = useFormat();
  const [place, setPlace] = useState(0);
  const at = Math.min(place, pairs.length - 1);
  const pair = pairs[at];
  const isNearEnd = at >= pairs.length - ahead;
  useEffect(() => {
    if (isNearEnd) onMore?.();
  }, [isNearEnd, onMore]);
  const walk = (step: number) => setPlace(Math.max(0, Math.min(pairs.length - 1, at + step)));
  useKeys(
    { j: () => walk(1), k: () => walk(-1), arrowdown: () => walk(1), arrowup: () => walk(-1) },
    { j: t("duplicates.keys.next"), k: t("duplicates.keys.previous") },
    { group: t("duplicates.title") },
  );
  if (!pair) return null;
  const count = `${number(pairs.length)}${hasMore ? "+" : ""}`;
  return (
    <div className={styles.work}>
      <aside className={styles.side}>
        <p className={styles.count} aria-live="polite">
          {t("duplicates.place", { at: number(at + 1), count })}
        </p>
        <PairList
          pairs={pairs}
          chosen={pair.id}
          onChoose={(id) => setPlace(pairs.findIndex((one) => one.id === id))}
        />
      </aside>
      <PairAtHand key={pair.id} pair={pair} state={state} />
    </div>
  );
}

function PairAtHand({ pair, state }: { readonly pair: DuplicatePair; readonly state: Asked["state"] }) {
  const t = useT();
  const { percent } = useFormat();
  const evidenceText = useEvidenceText();
  const [merging, setMerging] = useState(false);
  const deciding = useDeciding();
  const refresh = useRefreshDuplicates();
  const looking = useIsLooking();
  const { grant } = useObject(pair.object);
  const hand = useRef<HTMLElement>(null);
  // On a phone it stands above the list in which one chose it.
  useEffect(() => {
    hand.current?.scrollIntoView({ block: "start" });
  }, []);
  const mayMerge = pair.bothMine && grant.delete !== "none" && grant.change !== "none" && !looking;
  return (
    <section ref={hand} className={styles.hand}>
      <div className={styles.head}>
        <span className={styles.likeness}>
          <strong title={t("duplicates.score")}>{percent(Math.round(pair.score * 100))}</strong>
          <span className={styles.quiet}>{evidenceText(pair.object, pair.evidence)}</span>
        </span>
        <PairActs
          state={state}
          mayDecide={pair.mine && !looking}
          onMerge={mayMerge ? () => setMerging(true) : undefined}
          onDecide={(decision) => deciding.mutate({ pair, decision })}
        />
      </div>
      <PairBeside pair={pair} />
      {merging && (
        <MergeDialog
          object={pair.object}
          ids={[pair.left.id, pair.right.id]}
          onClose={() => setMerging(false)}
          onMerged={() => void refresh()}
        />
      )}
    </section>
  );
}
