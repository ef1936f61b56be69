import { Button } from "@mantine/core";
import { IconCursorText, IconListTree, IconX } from "@tabler/icons-react";
import type { Filter } from "#kernel/filter";
import type { ObjectMetadata } from "#records/contract";
import { IconButton } from "#web/icon-button.tsx";
import { useT } from "#web/texts.ts";
import { AddCondition, type FilterWays } from "./add-condition.tsx";
import { addPart, readGroup, writeGroup } from "./clauses.ts";
import styles from "./filter.module.css";
import { GroupChips } from "./group-chips.tsx";
import { useWords } from "./use-words.ts";

interface FilterBarProps {
  readonly object: ObjectMetadata;
  readonly filter: Filter | null | undefined;
  readonly onFilter: (filter: Filter | null) => void;
  readonly ways: FilterWays;
}

/** The filter of a list as a sentence of chips; each opens to be changed. */
export function FilterBar({ object, filter, onFilter, ways }: FilterBarProps) {
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
        onBuild={ways.build}
      />
      <AddCondition object={object} compact onAdd={(part) => onFilter(writeGroup(addPart(group, part)))} />
      <div className={styles.end}>
        <IconButton label={t("records.filter.build")} onClick={ways.build}>
          <IconListTree size={15} stroke={1.5} />
        </IconButton>
        <IconButton label={t("records.filter.as_text")} onClick={ways.write}>
          <IconCursorText size={15} stroke={1.5} />
        </IconButton>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconX size={14} stroke={1.5} />}
          onClick={() => onFilter(null)}
        >
          {t("records.filter.clear")}
        </Button>
      </div>
    </div>
  );
}
