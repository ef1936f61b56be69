import { CloseButton, Switch } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import type { Filter } from "#kernel/filter";
import type { ObjectMetadata } from "#records/contract";
import { useT } from "#web/texts.ts";
import { usualClause } from "../filter-bar/add-condition.tsx";
import { isClause, isRelated } from "../filter-bar/clauses.ts";
import { ConditionEditor } from "../filter-bar/condition-editor.tsx";
import { FieldPicker } from "../filter-bar/field-picker.tsx";
import { filterField, relatedObject } from "../filter-bar/filter-fields.ts";
import { RelatedEditor } from "../filter-bar/related-editor.tsx";
import { filterSentence } from "../filter-bar/sentence.ts";
import { useWords } from "../filter-bar/use-words.ts";
import { useMetadata } from "../metadata.ts";
import { BranchEditor } from "./branch-editor.tsx";
import styles from "./builder.module.css";
import { useBuilder } from "./builder-state.ts";
import { holds, type Leaf, newBranch, newLeaf, type Node, writeTree } from "./tree.ts";

interface LeafEditorProps {
  readonly object: ObjectMetadata;
  readonly leaf: Leaf;
  readonly depth: number;
}

/** One condition in words; a click opens it below. */
export function LeafEditor({ object, leaf, depth }: LeafEditorProps) {
  const t = useT();
  const { change, openId, open } = useBuilder();
  const whole = writeTree({ ...newBranch("and"), parts: [leaf] });
  const words = useWords(object, whole);
  const opened = openId !== null && holds(leaf, openId);
  const editable = isEditable(leaf.filter);
  const Chevron = opened ? IconChevronDown : IconChevronRight;
  const text = whole ? filterSentence(whole, words) : t("records.filter.incomplete");
  return (
    <div className={styles.leaf} data-open={opened || undefined}>
      <div className={styles.leafHead}>
        <button
          type="button"
          className={styles.words}
          data-incomplete={!whole || undefined}
          aria-expanded={editable ? opened : undefined}
          disabled={!editable}
          onClick={() => open(opened ? null : leaf.id)}
        >
          {editable && <Chevron size={14} stroke={1.5} aria-hidden="true" />}
          <span>{text}</span>
        </button>
        <CloseButton
          size="sm"
          aria-label={t("records.filter.remove", { condition: text })}
          onClick={() => change(leaf.id, () => null)}
        />
      </div>
      {opened && editable && (
        <div className={styles.opened}>
          <Editor object={object} leaf={leaf} depth={depth} />
          {leaf.filter && (
            <Switch
              size="xs"
              label={t("records.filter.negate")}
              checked={leaf.negated}
              onChange={(event) => {
                const negated = event.currentTarget.checked;
                change(leaf.id, (node) => ({ ...node, negated }) as Node);
              }}
            />
          )}
        </div>
      )}
    </div>
  );
}

// What is deeper than the builder goes is kept as it is.
function isEditable(filter: Filter | null): boolean {
  return filter === null || isClause(filter) || isRelated(filter);
}

function Editor({ object, leaf, depth }: LeafEditorProps) {
  const { change, open, leave } = useBuilder();
  const { objects } = useMetadata();
  const { filter } = leaf;
  const set = (next: Filter) => change(leaf.id, (node) => ({ ...node, filter: next }) as Node);
  if (!filter)
    return (
      <FieldPicker
        object={object}
        onEscape={leave}
        onPick={(picked) => {
          const made = newLeaf(
            typeof picked === "string" ? { related: picked, some: true } : usualClause(picked),
          );
          change(leaf.id, () => ({ ...made, id: leaf.id, negated: leaf.negated }));
        }}
      />
    );
  if (isRelated(filter))
    return (
      <>
        <RelatedEditor object={object} clause={filter} onClause={set} />
        <Inner object={object} leaf={leaf} depth={depth} />
      </>
    );
  const field = isClause(filter) ? filterField(object, objects, filter.field) : undefined;
  return field && isClause(filter) ? (
    <ConditionEditor object={object} field={field} clause={filter} onClause={set} onDone={() => open(null)} />
  ) : null;
}

/** What is asked of the related records, as conditions of their own. */
function Inner({ object, leaf, depth }: LeafEditorProps) {
  const t = useT();
  const { objects } = useMetadata();
  const related =
    leaf.filter && isRelated(leaf.filter) ? relatedObject(object, objects, leaf.filter.related) : undefined;
  if (!related || !leaf.inner) return null;
  return (
    <div className={styles.inner}>
      <span className={styles.where}>{t("records.filter.where")}</span>
      <BranchEditor object={related} branch={leaf.inner} depth={depth + 1} rooted />
    </div>
  );
}
