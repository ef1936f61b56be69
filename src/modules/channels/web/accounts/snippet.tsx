import { CopyButton } from "#web/copy-button.tsx";
import styles from "./accounts.module.css";

/** A few lines that belong on somebody's page, to be copied. */
export function Snippet({ text }: { readonly text: string }) {
  return (
    <div className={styles.snippet}>
      <code>{text}</code>
      <CopyButton text={text} />
    </div>
  );
}
