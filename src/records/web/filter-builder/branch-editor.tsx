import { Button, CloseButton, NativeSelect } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { ObjectMetadata } from "#records/contract";
import { useT } from "#web/texts.ts";
import styles from "./builder.module.css";
import { useBuilder } from "./builder-state.ts";
import { LeafEditor } from "./leaf-editor.tsx";
import { type Branch, deepest, newBranch, newLeaf, type Node } from "./tree.ts";

/** How many of the conditions must hold. */
const joins = {
  all: { join: "and", negated: false },
  any: { join: "or", negated: false },
  none: { join: "or", negated: true },
  not_all: { join: "and", negated: true },
} as const;
type Demand = keyof typeof joins;
const demands = Object.keys(joins) as readonly Demand[];

function demandOf({ join, negated }: Branch): Demand {
  return demands.find((one) => joins[one].join === join && joins[one].negated === negated) ?? "all";
}

interface BranchEditorProps {
  readonly object: ObjectMetadata;
  readonly branch: Branch;
  readonly depth: number;
  /** What is asked of related records: it stays, also without conditions. */
  readonly rooted?: boolean;
}

/** Conditions of which all, any or none must hold; with more of them, and with groups of them. */
export function BranchEditor({ object, branch, depth, rooted }: BranchEditorProps) {
  const t = useT();
  const { change, open } = useBuilder();
  const set = (some: Partial<Branch>) => change(branch.id, (node) => ({ ...node, ...some }) as Node);
  function add(node: Node, opened: Node): void {
    set({ parts: [...branch.parts, node] });
    open(opened.id);
  }
  function addGroup(): void {
    const first = newLeaf();
    add({ ...newBranch(branch.join === "and" ? "or" : "and"), parts: [first] }, first);
  }
  function addCondition(): void {
    const leaf = newLeaf();
    add(leaf, leaf);
  }
  return (
    <fieldset className={styles.branch} data-depth={depth}>
      <legend className={styles.legend}>{t(`records.filter.demand.${demandOf(branch)}`)}</legend>
      {(branch.parts.length > 1 || branch.negated || (depth > 1 && !rooted)) && (
        <div className={styles.branchHead}>
          <NativeSelect
            size="xs"
            aria-label={t("records.filter.joined_by")}
            value={demandOf(branch)}
            data={demands.map((one) => ({ value: one, label: t(`records.filter.demand.${one}`) }))}
            onChange={(event) => set(joins[event.currentTarget.value as Demand])}
          />
          {depth > 1 && !rooted && (
            <CloseButton
              size="sm"
              ml="auto"
              aria-label={t("records.filter.remove_group")}
              onClick={() => change(branch.id, () => null)}
            />
          )}
        </div>
      )}
      <ul className={styles.parts}>
        {branch.parts.map((part, at) => (
          <li key={part.id} className={styles.part}>
            {at > 0 && <span className={styles.join}>{t(`records.filter.${branch.join}`)}</span>}
            {part.kind === "branch" ? (
              <BranchEditor object={object} branch={part} depth={depth + 1} />
            ) : (
              <LeafEditor object={object} leaf={part} depth={depth} />
            )}
          </li>
        ))}
      </ul>
      <div className={styles.adding}>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconPlus size={14} stroke={1.5} />}
          onClick={addCondition}
        >
          {t("records.filter.add_condition")}
        </Button>
        {depth < deepest && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={<IconPlus size={14} stroke={1.5} />}
            onClick={addGroup}
          >
            {t("records.filter.add_group")}
          </Button>
        )}
      </div>
    </fieldset>
  );
}
