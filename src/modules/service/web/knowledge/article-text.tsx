import type { RecordSlotProps } from "#records/web";
import { useT } from "#web/texts.ts";
import styles from "../service.module.css";

/** An article as one reads it. */
export function ArticleText({ record: article }: RecordSlotProps) {
  const t = useT();
  if (!article.body) return <p className={styles.quiet}>{t("service.article.empty")}</p>;
  return <div className={styles.text}>{String(article.body)}</div>;
}
