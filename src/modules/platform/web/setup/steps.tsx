import { useT } from "#web/texts.ts";
import styles from "./steps.module.css";

/** How far one is: a bar for each step, the reached ones filled. */
export function Steps<Step extends string>({ steps, now }: { steps: readonly Step[]; now: Step }) {
  const t = useT();
  const at = steps.indexOf(now);
  return (
    <ol className={styles.steps} aria-label={t("setup.steps", { step: at + 1, of: steps.length })}>
      {steps.map((step, index) => (
        <li
          key={step}
          className={styles.step}
          data-reached={index <= at}
          aria-current={index === at ? "step" : undefined}
        >
          <span className={styles.hidden}>{t(`setup.${step}.title`)}</span>
        </li>
      ))}
    </ol>
  );
}
