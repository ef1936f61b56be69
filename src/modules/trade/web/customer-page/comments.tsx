import type { QuoteComment } from "../../contract/quote-links.ts";
import styles from "./customer-page.module.css";

interface CommentsProps {
  readonly comments: readonly QuoteComment[];
  readonly when: (instant: string) => string;
}

export function Comments({ comments, when }: CommentsProps) {
  if (comments.length === 0) return null;
  return (
    <ol className={styles.comments}>
      {comments.map(({ id, name, body, at, ours }) => (
        <li key={id} className={styles.comment} data-ours={ours}>
          <div className={styles.quiet}>{`${name} · ${when(at)}`}</div>
          <div className={styles.body}>{body}</div>
        </li>
      ))}
    </ol>
  );
}
