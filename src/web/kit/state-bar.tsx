import type { ReactNode } from "react";
import styles from "./state-bar.module.css";

/** The bar above a document: where it stands on the left, what can be done with it on the right. */
export function StateBar({ acts, children }: { readonly acts?: ReactNode; readonly children: ReactNode }) {
  return (
    <div className={styles.bar}>
      <div className={styles.facts}>{children}</div>
      {acts}
    </div>
  );
}

/** What can be done, side by side. */
export function BarActs({ children }: { readonly children: ReactNode }) {
  return <div className={styles.acts}>{children}</div>;
}
