import { useSortable } from "@dnd-kit/react/sortable";
import { ActionIcon, Select, Tooltip, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconAdjustments, IconArchive, IconGripVertical } from "@tabler/icons-react";
import { useState } from "react";
import type { RecordData } from "#records/contract";
import {
  FieldEditor,
  FieldValue,
  optionsOf,
  useArchive,
  useChangeRecord,
  useFieldTitle,
  useObject,
  useOptionTitle,
} from "#records/web";
import { useT } from "#web/texts.ts";
import { NameInput } from "./name-input.tsx";
import styles from "./pipelines.module.css";
import { StageDialog } from "./stage-dialog.tsx";

interface StageRowProps {
  readonly stage: RecordData;
  readonly index: number;
  /** How many deals stand here: what one has moves with it, so it is neither archived nor turned. */
  readonly deals: number;
  /** Just made: what one types is its name. */
  readonly isNew: boolean;
}

export function StageRow({ stage, index, deals, isNew }: StageRowProps) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const optionTitle = useOptionTitle();
  const { fields, grant } = useObject("stage");
  const change = useChangeRecord("stage");
  const archive = useArchive("stage");
  const [open, setOpen] = useState(false);
  const mayChange = grant.change !== "none";
  const { ref, handleRef, isDragging } = useSortable({ id: stage.id, index, disabled: !mayChange });
  const name = String(stage.name);
  const kind = String(stage.kind);
  const used = t("sales.pipelines.in_use", { count: deals });
  return (
    <li ref={ref} className={styles.stage} data-dragging={isDragging || undefined}>
      {mayChange && (
        <button
          type="button"
          ref={handleRef}
          className={styles.handle}
          aria-label={t("sales.pipelines.drag", { name })}
        >
          <IconGripVertical size={16} stroke={1.5} />
        </button>
      )}
      <NameInput
        value={name}
        label={fieldTitle("stage", "name")}
        readOnly={!mayChange}
        isNew={isNew}
        onKeep={(kept) => void change(stage, { name: kept })}
      />
      <Tooltip label={used} disabled={deals === 0}>
        <div>
          <Select
            size="xs"
            w={130}
            aria-label={`${fieldTitle("stage", "kind")}: ${name}`}
            value={kind}
            allowDeselect={false}
            disabled={!mayChange || deals > 0}
            data={(fields.kind ? optionsOf(fields.kind) : []).map((key) => ({
              value: key,
              label: optionTitle("stage", "kind", key),
            }))}
            onChange={(value) => value && void change(stage, { kind: value })}
          />
        </div>
      </Tooltip>
      <Probability stage={stage} readOnly={!mayChange || kind !== "open"} />
      {mayChange && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={26}
          aria-label={t("sales.pipelines.open_stage", { name })}
          onClick={() => setOpen(true)}
        >
          <IconAdjustments size={15} stroke={1.5} />
        </ActionIcon>
      )}
      {open && <StageDialog stage={stage} onClose={() => setOpen(false)} />}
      <span className={styles.deals}>{t("sales.pipelines.deals", { count: deals })}</span>
      {grant.delete !== "none" && (
        <Tooltip label={deals > 0 ? used : t("sales.pipelines.archive", { name })}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={26}
            className={styles.archive}
            aria-disabled={deals > 0}
            aria-label={t("sales.pipelines.archive", { name })}
            onClick={() => deals === 0 && void archive([stage])}
          >
            <IconArchive size={15} stroke={1.5} />
          </ActionIcon>
        </Tooltip>
      )}
    </li>
  );
}

function Probability({ stage, readOnly }: { readonly stage: RecordData; readonly readOnly: boolean }) {
  const fieldTitle = useFieldTitle();
  const { fields } = useObject("stage");
  const change = useChangeRecord("stage");
  const [editing, setEditing] = useState(false);
  const field = fields.probability;
  if (!field) return null;
  const label = `${fieldTitle("stage", "probability")}: ${String(stage.name)}`;
  const value = { object: "stage", name: "probability", field, value: stage.probability };
  if (!editing) {
    return (
      <UnstyledButton className={styles.probability} disabled={readOnly} onClick={() => setEditing(true)}>
        <VisuallyHidden>{label}: </VisuallyHidden>
        <FieldValue {...value} />
      </UnstyledButton>
    );
  }
  return (
    <div className={styles.probability}>
      <FieldEditor
        {...value}
        ariaLabel={label}
        autoFocus
        onCancel={() => setEditing(false)}
        onCommit={(probability) => {
          setEditing(false);
          void change(stage, { probability });
        }}
      />
    </div>
  );
}
