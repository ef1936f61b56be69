import { Select } from "@mantine/core";
import { IconLanguage } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { isLocale } from "#kernel/locale";
import { useDocumentTitle } from "#web/page-bar.tsx";
import { setLocale, useLocale, useT } from "#web/texts.ts";
import { languageChoices } from "../languages.ts";
import styles from "./door.module.css";

interface DoorProps {
  readonly title: string;
  readonly text?: ReactNode;
  readonly wide?: boolean;
  readonly above?: ReactNode;
  readonly children?: ReactNode;
}

/** What a visitor sees who is not inside yet: one card, one thing to do, and the language. */
export function Door({ title, text, wide = false, above, children }: DoorProps) {
  useDocumentTitle(title);
  return (
    <div className={styles.page}>
      <main className={styles.card} data-wide={wide}>
        <div className={styles.mark}>
          <img src="/icon.svg" alt="" width={24} height={24} />
          Rapport
        </div>
        {above}
        <h1 className={styles.title}>{title}</h1>
        {text && <p className={styles.text}>{text}</p>}
        {children && <div className={styles.body}>{children}</div>}
      </main>
      <footer className={styles.foot}>
        <DoorLanguage />
      </footer>
    </div>
  );
}

function DoorLanguage() {
  const t = useT();
  return (
    <Select
      aria-label={t("door.language")}
      size="xs"
      variant="unstyled"
      w={140}
      allowDeselect={false}
      leftSection={<IconLanguage size={16} stroke={1.5} />}
      value={useLocale()}
      onChange={(locale) => isLocale(locale) && void setLocale(locale)}
      data={languageChoices}
    />
  );
}
