import styles from "./dot.module.css";

/** The place that a linked record's colour goes by. */
export function dotOfRecord(id: string): number {
  return Number.parseInt(id.slice(-3), 16) % 12;
}

/** The quiet colour of an option: by its place among the options, the same everywhere. */
export function OptionDot({ index }: { readonly index: number }) {
  return (
    <span
      aria-hidden="true"
      className={styles.dot}
      style={{ "--dot-hue": (index * 67 + 250) % 360 } as React.CSSProperties}
    />
  );
}
