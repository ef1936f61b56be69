import { Button, Menu } from "@mantine/core";
import { IconBook } from "@tabler/icons-react";
import { useT } from "#web/texts.ts";
import { useSuggestions } from "./suggested.ts";

interface InsertArticleProps {
  readonly about: { readonly ticket: string; readonly conversation: string };
  readonly onInsert: (text: string) => void;
}

/** Puts what an article says into the answer that is being written, by one click. */
export function InsertArticle({ about, onInsert }: InsertArticleProps) {
  const t = useT();
  const articles = useSuggestions(about) ?? [];
  return (
    <Menu position="top-start" disabled={articles.length === 0}>
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          disabled={articles.length === 0}
          leftSection={<IconBook size={14} stroke={1.5} aria-hidden />}
        >
          {t("service.suggest.insert")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {articles.map(({ id, title, body }) => (
          <Menu.Item key={id} onClick={() => onInsert(body ?? "")}>
            {title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
