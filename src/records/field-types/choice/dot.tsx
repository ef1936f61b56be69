import styles from "./dot.module.css";

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
