import { UnstyledButton } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { DuplicatePair } from "#customers/contract";
import { Avatar } from "#web/avatar.tsx";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import styles from "./duplicates.module.css";

interface PairListProps {
  readonly pairs: readonly DuplicatePair[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

/** The pairs, one of which is looked at. */
export function PairList({ pairs, chosen, onChoose }: PairListProps) {
  const t = useT();
  return (
    <ul className={styles.pairs} aria-label={t("duplicates.title")}>
      {pairs.map((pair) => (
        <PairLine key={pair.id} pair={pair} isChosen={pair.id === chosen} onChoose={onChoose} />
      ))}
    </ul>
  );
}

interface PairLineProps {
  readonly pair: DuplicatePair;
  readonly isChosen: boolean;
  readonly onChoose: (id: string) => void;
}

function PairLine({ pair: { id, object, left, right, score }, isChosen, onChoose }: PairLineProps) {
  const { percent } = useFormat();
  const line = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isChosen) line.current?.scrollIntoView({ block: "nearest" });
  }, [isChosen]);
  return (
    <li>
      <UnstyledButton ref={line} className={styles.pair} aria-current={isChosen} onClick={() => onChoose(id)}>
        <Avatar name={left.title} kind={object} size={24} />
        <span className={styles.names}>
          <span>{left.title}</span>
          <span>{right.title}</span>
        </span>
        <span className={styles.score}>{percent(Math.round(score * 100))}</span>
      </UnstyledButton>
    </li>
  );
}
