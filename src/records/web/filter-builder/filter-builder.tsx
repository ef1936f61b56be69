import { Button, Group } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type ReactNode, useMemo, useState } from "react";
import type { Filter } from "#kernel/filter";
import type { ObjectMetadata } from "#records/contract";
import { Modal } from "#web/dialog.tsx";
import { useT } from "#web/texts.ts";
import { BranchEditor } from "./branch-editor.tsx";
import styles from "./builder.module.css";
import { BuilderContext } from "./builder-state.ts";
import { Matching } from "./matching.tsx";
import { changeNode, newLeaf, readTree, writeTree } from "./tree.ts";

interface FilterBuilderProps {
  readonly object: ObjectMetadata;
  readonly filter: Filter | null;
  readonly onFilter: (filter: Filter | null) => void;
  readonly onClose: () => void;
  /** What stands above the conditions: of which records they are. */
  readonly children?: ReactNode;
}

/** All conditions of a list under one another: groups within groups, turned round, and questions about related records. */
export function FilterBuilder({ object, filter, onFilter, onClose, children }: FilterBuilderProps) {
  const t = useT();
  const phone = useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false });
  const [root, setRoot] = useState(() => {
    const tree = readTree(filter);
    return tree.parts.length > 0 ? tree : { ...tree, parts: [newLeaf()] };
  });
  const [openId, setOpenId] = useState<string | null>(filter ? null : (root.parts[0]?.id ?? null));
  const acts = useMemo(
    () => ({
      change: (id: string, change: Parameters<typeof changeNode>[2]) =>
        setRoot((before) => changeNode(before, id, change)),
      openId,
      open: setOpenId,
      leave: onClose,
    }),
    [openId, onClose],
  );
  const said = writeTree(root);
  function apply(): void {
    onFilter(said);
    onClose();
  }
  return (
    <Modal opened onClose={onClose} title={t("records.filter.build_title")} size={680} fullScreen={phone}>
      {/* No form: each condition is one of its own, and forms do not stand within each other. */}
      <div
        className={styles.builder}
        onKeyDown={(event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && apply()}
      >
        {children}
        <BuilderContext value={acts}>
          <BranchEditor object={object} branch={root} depth={1} />
        </BuilderContext>
        <Group justify="space-between" gap="xs" className={styles.foot}>
          <Matching object={object} filter={said} />
          <Group gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("records.cancel")}
            </Button>
            <Button onClick={apply}>{t("records.filter.apply")}</Button>
          </Group>
        </Group>
      </div>
    </Modal>
  );
}
