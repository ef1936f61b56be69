import { Skeleton } from "@mantine/core";
import styles from "./home.module.css";

/** The outline of a list that is on its way; shows only after a moment, see the style. */
export function LinesComing() {
  return (
    <div className={styles.card} aria-busy="true">
      <div className={styles.coming}>
        {["70%", "52%", "63%"].map((width) => (
          <Skeleton key={width} height={12} width={width} />
        ))}
      </div>
    </div>
  );
}
