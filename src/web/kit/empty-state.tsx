import type { ReactNode } from "react";
import styles from "./empty-state.module.css";
import { ObjectIcon } from "./icon.tsx";

interface EmptyStateProps {
  readonly icon: string;
  readonly title: string;
  /** What this is for, in a sentence. */
  readonly text?: ReactNode;
  /** One button. */
  readonly action?: ReactNode;
}

/** Where nothing is yet: what would stand here and how it comes here. */
export function EmptyState({ icon, title, text, action }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <span className={styles.icon}>
        <ObjectIcon name={icon} size={20} />
      </span>
      <h2 className={styles.title}>{title}</h2>
      {text && <p className={styles.text}>{text}</p>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}
