import type { ImportDetails } from "#exchange/contract";
import { useT } from "#web/texts.ts";
import styles from "./imports.module.css";

/** What the file held besides: nothing of it is dropped silently. */
export function LeftOut({ parts }: { parts: ImportDetails["left_out"] }) {
  const t = useT();
  if (parts.length === 0) return null;
  return (
    <details className={styles.leftOut}>
      <summary>
        {t("exchange.left_out.title", { count: parts.reduce((sum, { count }) => sum + count, 0) })}
      </summary>
      <ul>
        {parts.map(({ name, reason, count }) => (
          <li key={`${reason} ${name}`}>
            <strong>{name}</strong> {t(`exchange.left_out.reasons.${reason}`)}
            {count > 1 && ` (${count})`}
          </li>
        ))}
      </ul>
    </details>
  );
}
