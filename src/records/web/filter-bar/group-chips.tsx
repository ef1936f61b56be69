import { Fragment } from "react";
import type { Filter } from "#kernel/filter";
import type { ObjectMetadata } from "#records/contract";
import { useT } from "#web/texts.ts";
import { AddCondition } from "./add-condition.tsx";
import { addPart, type Group, isGroup, readGroup, replacePart, writeGroup } from "./clauses.ts";
import { ConditionChip } from "./condition-chip.tsx";
import styles from "./filter.module.css";
import type { Words } from "./sentence.ts";

interface GroupChipsProps {
  readonly object: ObjectMetadata;
  readonly words: Words;
  readonly group: Group;
  readonly onGroup: (group: Group) => void;
  readonly onBuild: () => void;
  /** It is a group within the row: what is deeper reads as a sentence. */
  readonly inner?: boolean;
}

// A chip stays open while its condition is changed.
function aboutOf(part: Filter): string {
  return "field" in part ? part.field : "related" in part ? part.related : "";
}

/** Conditions in a row with the word between them; a group of the other word stands in a frame. */
export function GroupChips({ object, words, group, onGroup, onBuild, inner }: GroupChipsProps) {
  const t = useT();
  const turn = () => onGroup({ ...group, join: group.join === "and" ? "or" : "and" });
  return (
    <>
      {group.parts.map((part, index) => (
        <Fragment key={`${index} ${aboutOf(part)}`}>
          {index > 0 && (
            <button type="button" className={styles.join} title={t("records.filter.turn")} onClick={turn}>
              {t(`records.filter.${group.join}`)}
            </button>
          )}
          {isGroup(part) && !inner ? (
            <span className={styles.group}>
              <GroupChips
                object={object}
                words={words}
                group={readGroup(part)}
                inner
                onBuild={onBuild}
                onGroup={(changed) => onGroup(replacePart(group, index, writeGroup(changed)))}
              />
              <AddCondition
                object={object}
                compact
                onAdd={(added) =>
                  onGroup(replacePart(group, index, writeGroup(addPart(readGroup(part), added))))
                }
              />
            </span>
          ) : (
            <ConditionChip
              object={object}
              words={words}
              group={group}
              index={index}
              onGroup={onGroup}
              onBuild={onBuild}
            />
          )}
        </Fragment>
      ))}
    </>
  );
}
