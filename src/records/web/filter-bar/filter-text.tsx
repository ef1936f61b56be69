import { Button, Group, Textarea } from "@mantine/core";
import { IconLink } from "@tabler/icons-react";
import { useState } from "react";
import { AppError } from "#kernel/error";
import type { Filter } from "#kernel/filter";
import { parseFilterText } from "#kernel/filter-text";
import { Modal } from "#web/dialog.tsx";
import { notifyDone } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import styles from "./filter.module.css";
import { filterProblem } from "./filter-problem.ts";

interface FilterTextProps {
  /** The filter as it is written; what cannot be read is put right here. */
  readonly text: string;
  readonly onFilter: (filter: Filter | null) => void;
  readonly onClose: () => void;
  /** It stands in the address: whoever has the link has the filter. */
  readonly inAddress: boolean;
}

/** A filter as text, as it stands in the address of a list; what cannot be read is told with its place. */
export function FilterText({ text, onFilter, onClose, inAddress }: FilterTextProps) {
  const t = useT();
  const [typed, setTyped] = useState(text);
  const read = readText(typed);
  const copyLink = () => {
    void navigator.clipboard.writeText(location.href);
    notifyDone(t("page.link_copied"));
  };
  return (
    <Modal opened onClose={onClose} title={t("records.filter.text_title")} size={620}>
      <form
        className={styles.text}
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          if (read instanceof AppError) return;
          onFilter(read);
          onClose();
        }}
      >
        <Textarea
          data-autofocus
          autosize
          minRows={3}
          maxRows={12}
          spellCheck={false}
          classNames={{ input: styles.code ?? "" }}
          aria-label={t("records.filter.text_title")}
          placeholder="stage.kind is open and amount > 5000"
          value={typed}
          error={read instanceof AppError ? filterProblem(read, t) : undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }}
        />
        {inAddress && <p className={styles.hint}>{t("records.filter.text_hint")}</p>}
        <Group justify="flex-end" gap="xs">
          {inAddress && (
            <Button
              variant="subtle"
              color="gray"
              mr="auto"
              leftSection={<IconLink size={15} stroke={1.5} />}
              disabled={typed !== text}
              onClick={copyLink}
            >
              {t("page.copy_link")}
            </Button>
          )}
          <Button type="submit" disabled={read instanceof AppError}>
            {t("records.filter.apply")}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function readText(text: string): Filter | null | AppError {
  if (text.trim() === "") return null;
  try {
    return parseFilterText(text);
  } catch (problem) {
    if (problem instanceof AppError) return problem;
    throw problem;
  }
}
