import { Modal } from "#web/dialog.tsx";
import { type DescribedKey, useDescribedKeys } from "#web/keyboard.ts";
import { keyText } from "#web/key-text.ts";
import { useT } from "#web/texts.ts";
import styles from "./key-sheet.module.css";

/** Every key that works where one is. */
export function KeySheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useT();
  return (
    <Modal opened={opened} onClose={onClose} title={t("shell.keys.title")} size={640}>
      {opened && <Keys />}
    </Modal>
  );
}

function Keys() {
  const t = useT();
  const groups = Map.groupBy(useDescribedKeys(), (key) => key.group ?? t("shell.keys.here"));
  return (
    <div className={styles.groups}>
      {[...groups].map(([group, keys]) => (
        <section key={group} className={styles.group}>
          <h3 className={styles.title}>{group}</h3>
          <dl className={styles.keys}>
            {keys.map((key) => (
              <KeyLine key={key.keys + key.text} described={key} />
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

function KeyLine({ described }: { described: DescribedKey }) {
  return (
    <div className={styles.line}>
      <dt>{described.text}</dt>
      <dd>
        {keyText(described.keys)
          .split(" ")
          .map((key, index) => (
            <kbd key={`${key}${index}`}>{key}</kbd>
          ))}
      </dd>
    </div>
  );
}
