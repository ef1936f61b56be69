import { Button, CloseButton, SegmentedControl } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { ObjectMetadata } from "#records/contract";
import { useT } from "#web/texts.ts";
import styles from "./builder.module.css";
import { useBuilder } from "./builder-state.ts";
import { LeafEditor } from "./leaf-editor.tsx";
import { NotSwitch } from "./not-switch.tsx";
import { type Branch, deepest, newBranch, newLeaf, type Node } from "./tree.ts";

interface BranchEditorProps {
  readonly object: ObjectMetadata;
  readonly branch: Branch;
  readonly depth: number;
  /** What is asked of related records: it stays, also without conditions. */
  readonly rooted?: boolean;
}

/** Conditions of which all or any must hold, or just not; with more of them, and with groups of them. */
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
      <legend className={styles.legend}>
        {t(`records.filter.${branch.join === "and" ? "all_of" : "any_of"}`)}
      </legend>
      {(branch.parts.length > 1 || branch.negated || depth > 1) && (
        <div className={styles.branchHead}>
          <NotSwitch negated={branch.negated} onNegated={(negated) => set({ negated })} />
          <SegmentedControl
            size="xs"
            aria-label={t("records.filter.joined_by")}
            value={branch.join}
            onChange={(join) => set({ join: join as "and" | "or" })}
            data={[
              { value: "and", label: t("records.filter.all_of") },
              { value: "or", label: t("records.filter.any_of") },
            ]}
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
