import { Skeleton } from "@mantine/core";
import styles from "./pending-screen.module.css";

/** The outline of a screen, after 300 ms of waiting for it. */
export function PendingScreen() {
  return (
    <div className={styles.screen} aria-busy="true">
      <div className={styles.bar}>
        <Skeleton height={14} width={140} />
      </div>
      <div className={styles.rows}>
        {["62%", "48%", "70%", "55%", "40%", "66%", "52%"].map((width) => (
          <Skeleton key={width} height={12} width={width} />
        ))}
      </div>
    </div>
  );
}
