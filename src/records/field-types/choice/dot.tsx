import { meaningOf } from "./meaning.ts";
import styles from "./dot.module.css";

/** The place that a linked record's colour goes by. */
export function dotOfRecord(id: string): number {
  return Number.parseInt(id.slice(-3), 16) % 12;
}

/**
 * The quiet colour of an option: of what it means, where it is a state such as paid; else by its place among the options, the
 * same everywhere and apart from red, which would mean something.
 */
export function OptionDot({ index, option }: { readonly index: number; readonly option?: string }) {
  return (
    <span
      aria-hidden="true"
      className={styles.dot}
      data-meaning={meaningOf(option)}
      style={{ "--dot-hue": 70 + ((index * 113 + 180) % 280) } as React.CSSProperties}
    />
  );
}
