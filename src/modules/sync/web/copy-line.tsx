import { CopyButton } from "#web/copy-button.tsx";
import styles from "./sync.module.css";

/** Something to be entered elsewhere, with its button to copy it. */
export function CopyLine({ label, text }: { label: string; text: string }) {
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd>
        <span className={styles.address}>{text}</span>
        <CopyButton text={text} />
      </dd>
    </div>
  );
}
