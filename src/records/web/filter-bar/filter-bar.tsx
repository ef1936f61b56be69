import { Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { Filter } from "#kernel/filter";
import type { ObjectMetadata } from "#records/contract";
import { useT } from "#web/texts.ts";
import { AddCondition } from "./add-condition.tsx";
import { addPart, readGroup, writeGroup } from "./clauses.ts";
import styles from "./filter.module.css";
import { GroupChips } from "./group-chips.tsx";
import { useWords } from "./use-words.ts";

interface FilterBarProps {
  readonly object: ObjectMetadata;
  readonly filter: Filter | null | undefined;
  readonly onFilter: (filter: Filter | null) => void;
}

/** The filter of a list as a sentence of chips; each opens to be changed. */
export function FilterBar({ object, filter, onFilter }: FilterBarProps) {
  const t = useT();
  const words = useWords(object, filter);
  const group = readGroup(filter);
  if (group.parts.length === 0) return null;
  return (
    <div className={styles.bar} role="group" aria-label={t("records.filter.title")}>
      <GroupChips
        object={object}
        words={words}
        group={group}
        onGroup={(next) => onFilter(writeGroup(next))}
      />
      <AddCondition object={object} compact onAdd={(part) => onFilter(writeGroup(addPart(group, part)))} />
      <Button
        className={styles.end}
        variant="subtle"
        color="gray"
        size="compact-sm"
        leftSection={<IconX size={14} stroke={1.5} />}
        onClick={() => onFilter(null)}
      >
        {t("records.filter.clear")}
      </Button>
    </div>
  );
}
