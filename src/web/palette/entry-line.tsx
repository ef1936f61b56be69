import { Avatar } from "#web/avatar.tsx";
import { ObjectIcon } from "#web/icon.tsx";
import { keyText } from "#web/key-text.ts";
import type { Entry } from "./entries.ts";
import { MarkedText } from "./marked-text.tsx";
import styles from "./palette.module.css";

interface EntryLineProps {
  readonly id: string;
  readonly entry: Entry;
  readonly chosen: boolean;
  readonly onPoint: () => void;
  readonly onRun: () => void;
}

export function EntryLine({ id, entry, chosen, onPoint, onRun }: EntryLineProps) {
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      className={styles.entry}
      onPointerMove={chosen ? undefined : onPoint}
      onClick={onRun}
    >
      <span className={styles.icon}>
        {entry.face ? (
          <Avatar name={entry.title} kind={entry.face} size={22} />
        ) : (
          <ObjectIcon name={entry.icon} />
        )}
      </span>
      <span className={styles.title}>
        <MarkedText text={entry.title} marks={entry.marks} />
      </span>
      {entry.reason && (
        <span className={styles.subtitle}>
          {entry.reason.label}: <MarkedText text={entry.reason.text} marks={entry.reason.marks} />
        </span>
      )}
      {entry.subtitle && <span className={styles.subtitle}>{entry.subtitle}</span>}
      {entry.keys && <kbd className={styles.keys}>{keyText(entry.keys)}</kbd>}
    </div>
  );
}
