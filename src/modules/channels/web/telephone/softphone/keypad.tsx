import { UnstyledButton } from "@mantine/core";
import { useT } from "#web/texts.ts";
import { sendTone } from "./phone.ts";
import styles from "./softphone.module.css";

const keys = [..."123456789*0#"];

/** The keys of a telephone, for machines at the other end; typed where it has the focus, too. */
export function Keypad() {
  const t = useT();
  return (
    <div
      className={styles.keypad}
      role="group"
      aria-label={t("channels.softphone.keys")}
      onKeyDown={({ key }) => keys.includes(key) && sendTone(key)}
    >
      {keys.map((key) => (
        <UnstyledButton key={key} className={styles.key} onClick={() => sendTone(key)}>
          {key}
        </UnstyledButton>
      ))}
    </div>
  );
}
