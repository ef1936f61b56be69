import type { LinkValue } from "#records/contract";
import type { RecordSlotProps } from "#records/web";
import { LinkChip } from "#web/link-chip.tsx";
import { useT } from "#web/texts.ts";
import styles from "../service.module.css";
import { useSuggestions } from "./suggested.ts";

/** Articles that may help with a ticket or a conversation. */
export function Suggestions({ object, record }: RecordSlotProps) {
  const t = useT();
  const conversation = (record.conversation as LinkValue | null | undefined)?.id;
  const articles = useSuggestions(
    object === "ticket"
      ? { ticket: record.id, ...(conversation && { conversation }) }
      : { conversation: record.id },
  );
  if (!articles) return null;
  if (articles.length === 0) return <p className={styles.quiet}>{t("service.suggest.none")}</p>;
  return (
    <ul className={styles.list}>
      {articles.map((article) => (
        <li key={article.id} className={styles.line}>
          <LinkChip value={{ id: article.id, title: article.title, object: "article" }} wraps />
        </li>
      ))}
    </ul>
  );
}
