import type { WebhookAttempt } from "#exchange/contract";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";
import styles from "./webhooks.module.css";

/** Each try to deliver, newest first: when, how long it took, what came back. */
export function Tries({ tries }: { readonly tries: readonly WebhookAttempt[] }) {
  const { dateTime } = useFormat();
  const outcome = useOutcome();
  const t = useT();
  return (
    <ol className={styles.tries}>
      {tries.map((one) => (
        <li key={one.at} className={styles.try}>
          <time dateTime={one.at}>{dateTime(one.at)}</time>
          <span>{outcome(one)}</span>
          <span className={styles.quiet}>{t("webhooks.log.duration", { count: one.duration })}</span>
          {one.answer && <pre className={styles.answer}>{one.answer}</pre>}
        </li>
      ))}
    </ol>
  );
}

/** What came of a try: "answered 200", or why there was no answer. */
export function useOutcome(): (tried: Pick<WebhookAttempt, "status" | "failure">) => string {
  const t = useT();
  return ({ status, failure }) =>
    failure ? t(`webhooks.failures.${failure}`) : t("webhooks.log.answered", { status: String(status) });
}
