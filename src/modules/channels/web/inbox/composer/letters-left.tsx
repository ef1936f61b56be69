import type { Answering } from "#channels/contract";
import { useT } from "#web/texts.ts";
import styles from "./composer.module.css";
import { shortMessages } from "./short-messages.ts";

/** Kinds of channels that count, and are paid for, by short messages. */
const short = new Set(["sms", "smpp"]);

interface LettersLeftProps {
  readonly answering: Pick<Answering, "kind" | "length"> | null | undefined;
  readonly body: string;
}

/** How much room there is, once it matters; of short messages, how many it becomes. */
export function LettersLeft({ answering, body }: LettersLeftProps) {
  const t = useT();
  if (!answering || body === "") return null;
  const left = answering.length - body.length;
  if (left < 0)
    return (
      <span className={styles.letters} data-over role="status">
        {t("inbox.answer.over", { count: -left })}
      </span>
    );
  if (left < answering.length / 10)
    return <span className={styles.letters}>{t("inbox.answer.left", { count: left })}</span>;
  if (!short.has(answering.kind)) return null;
  return <span className={styles.letters}>{t("inbox.answer.parts", { count: shortMessages(body) })}</span>;
}
