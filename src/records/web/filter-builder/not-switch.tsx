import { useT } from "#web/texts.ts";
import styles from "./builder.module.css";

interface NotSwitchProps {
  readonly negated: boolean;
  readonly onNegated: (negated: boolean) => void;
}

/** Turns a condition round: it must not hold. */
export function NotSwitch({ negated, onNegated }: NotSwitchProps) {
  const t = useT();
  return (
    <button
      type="button"
      className={styles.not}
      aria-pressed={negated}
      title={t("records.filter.negate")}
      onClick={() => onNegated(!negated)}
    >
      {t("records.filter.not_word")}
    </button>
  );
}
