import { Textarea } from "@mantine/core";
import { locales } from "#kernel/locale";
import { useT } from "#web/texts.ts";
import type { ChatSettings } from "../../contract/chat.ts";
import styles from "../accounts/accounts.module.css";

interface WordsFieldsProps {
  readonly settings: ChatSettings;
  readonly onChange: (changed: Partial<ChatSettings>) => void;
}

/** What it says, by language: as a greeting, and outside the hours. */
export function WordsFields({ settings, onChange }: WordsFieldsProps) {
  const t = useT();
  return (["greeting", "outside"] as const).map((which) => (
    <details key={which} className={styles.more}>
      <summary>{t(`chats.${which}`)}</summary>
      <p className={styles.quiet}>{t(`chats.${which}_text`)}</p>
      {locales.map((language) => (
        <Textarea
          key={language}
          label={t(`chats.languages.${language}`)}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={1000}
          value={settings[which][language] ?? ""}
          onChange={(event) =>
            onChange({ [which]: { ...settings[which], [language]: event.currentTarget.value } })
          }
        />
      ))}
    </details>
  ));
}
