import type { DeliveryState } from "#exchange/contract";
import { useT } from "#web/texts.ts";
import styles from "./webhooks.module.css";

/** The latest deliveries as a row of bars, oldest first: tall and green what arrived, tall and red what did not. */
export function Health({ recent }: { readonly recent: readonly DeliveryState[] }) {
  const t = useT();
  const count = (state: DeliveryState) => recent.filter((one) => one === state).length;
  const label = t("webhooks.health", {
    count: recent.length,
    failed: count("failed"),
    waiting: count("waiting"),
  });
  return (
    <span className={styles.health} role="img" aria-label={label} title={label}>
      {recent.map((state, index) => (
        // The bars have no other name than their place.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={index} className={styles.bar} data-state={state} />
      ))}
    </span>
  );
}
