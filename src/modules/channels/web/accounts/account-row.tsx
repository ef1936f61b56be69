import type { ReactNode } from "react";
import styles from "./accounts.module.css";

interface AccountRowProps {
  readonly name: ReactNode;
  /** What is said of it behind its name; what does not hold is left out. */
  readonly told: readonly (string | false | null | undefined)[];
  /** What stands below its name: how it is, what has to be entered elsewhere. */
  readonly beneath?: ReactNode;
  readonly acts: ReactNode;
  readonly children?: ReactNode;
}

/** One mailbox, messenger, chat or form in the settings' list of them. */
export function AccountRow({ name, told, beneath, acts, children }: AccountRowProps) {
  return (
    <li className={styles.account}>
      <div className={styles.head}>
        <div className={styles.names}>
          <strong>{name}</strong>
          <span className={styles.quiet}>{told.filter(Boolean).join(" · ")}</span>
          {beneath}
        </div>
        <div className={styles.acts}>{acts}</div>
      </div>
      {children}
    </li>
  );
}
