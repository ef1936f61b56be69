import { Badge, Button, Popover, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconBook } from "@tabler/icons-react";
import { useState } from "react";
import type { WritingActProps } from "#records/web";
import type { Suggestion } from "#service/contract";
import { useGrant } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import styles from "./insert-article.module.css";
import { useSuggestions } from "./suggested.ts";

/** Articles beside an answer that is being written: those that fit what they wrote, or others by words; as text, or as a link to the public page. */
export function InsertArticle({ record, onInsert }: WritingActProps) {
  const t = useT();
  const [opened, setOpened] = useState(false);
  const reads = useGrant("article").read !== "none";
  const fitting = useSuggestions({ conversation: record.id });
  if (!reads) return null;
  const insert = (text: string) => {
    setOpened(false);
    onInsert(text);
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="top-start" width={380} trapFocus withinPortal>
      <Popover.Target>
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          title={t("service.suggest.insert")}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
          leftSection={<IconBook size={16} stroke={1.5} aria-hidden />}
          rightSection={
            fitting?.length ? (
              <Badge size="xs" variant="light">
                {fitting.length}
              </Badge>
            ) : null
          }
        >
          <span className={styles.word}>{t("service.suggest.insert")}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={8} data-portal>
        <Choices fitting={fitting ?? []} onInsert={insert} />
      </Popover.Dropdown>
    </Popover>
  );
}

interface ChoicesProps {
  readonly fitting: readonly Suggestion[];
  readonly onInsert: (text: string) => void;
}

function Choices({ fitting, onInsert }: ChoicesProps) {
  const t = useT();
  const [typed, setTyped] = useState("");
  const [words] = useDebouncedValue(typed.trim(), 200);
  const found = useSuggestions({ words }, words !== "");
  const articles = words === "" ? fitting : (found ?? []);
  return (
    <>
      <TextInput
        size="xs"
        data-autofocus
        aria-label={t("service.suggest.search")}
        placeholder={t("service.suggest.search")}
        value={typed}
        maxLength={200}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {articles.length === 0 && <p className={styles.none}>{t("service.suggest.none")}</p>}
      <ul className={styles.articles}>
        {articles.map((article) => (
          <li key={article.id} className={styles.article}>
            <span className={styles.title}>{article.title}</span>
            <span className={styles.text}>{article.body}</span>
            <span className={styles.acts}>
              <Button size="compact-xs" variant="default" onClick={() => onInsert(article.body ?? "")}>
                {t("service.suggest.as_text")}
              </Button>
              {article.address && (
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={() => onInsert(`${article.title}: ${article.address}`)}
                >
                  {t("service.suggest.as_link")}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
