import { move } from "@dnd-kit/helpers";
import { DragDropProvider } from "@dnd-kit/react";
import { useSortable } from "@dnd-kit/react/sortable";
import { ActionIcon, Button, Switch, UnstyledButton } from "@mantine/core";
import { IconArchive, IconGripVertical, IconPlus } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { LinkValue, RecordData } from "#records/contract";
import {
  FieldValue,
  useArchive,
  useChangeRecord,
  useLiveRecords,
  useObject,
  useOptionTitle,
  useRecords,
} from "#records/web";
import { orderAssignmentRules } from "#sales/contract";
import { call } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import styles from "../leads.module.css";
import { RuleDialog } from "./rule-dialog.tsx";

/** The rules of assignment in the order in which they are asked. */
export function RuleList() {
  const t = useT();
  const { rows, refetch } = useRecords("assignment_rule", { sort: "position", limit: 200 });
  useLiveRecords("assignment_rule");
  const [order, setOrder] = useState<readonly string[]>([]);
  const kept = rows.map(({ id }) => id).join();
  useEffect(() => setOrder(kept ? kept.split(",") : []), [kept]);
  const [editing, setEditing] = useState<RecordData | "new" | null>(null);
  const byId = new Map(rows.map((rule) => [rule.id, rule]));

  async function keep(next: readonly string[]): Promise<void> {
    setOrder(next);
    try {
      await call(orderAssignmentRules, { body: { rules: [...next] } });
    } catch (problem) {
      setOrder(order);
      notifyProblem(problem);
    }
    void refetch();
  }

  return (
    <>
      <DragDropProvider onDragEnd={(event) => !event.canceled && void keep(move([...order], event))}>
        <ol className={styles.list}>
          {order.map((id, index) => {
            const rule = byId.get(id);
            return rule && <RuleLine key={id} rule={rule} index={index} onEdit={() => setEditing(rule)} />;
          })}
        </ol>
      </DragDropProvider>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconPlus size={14} stroke={1.5} />}
        onClick={() => setEditing("new")}
      >
        {t("sales.leads.settings.add_rule")}
      </Button>
      {editing && <RuleDialog rule={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}

interface RuleLineProps {
  readonly rule: RecordData;
  readonly index: number;
  readonly onEdit: () => void;
}

function RuleLine({ rule, index, onEdit }: RuleLineProps) {
  const t = useT();
  const option = useOptionTitle();
  const change = useChangeRecord("assignment_rule");
  const archive = useArchive("assignment_rule");
  const { ref, handleRef } = useSortable({ id: rule.id, index });
  const { condition } = useObject("assignment_rule").fields;
  const name = String(rule.name);
  const whom = [rule.user, rule.team].flatMap((link) => (link as LinkValue | null)?.title ?? []).join(", ");
  return (
    <li ref={ref} className={styles.rule}>
      <button
        type="button"
        ref={handleRef}
        className={styles.handle}
        aria-label={t("sales.leads.settings.drag", { name })}
      >
        <IconGripVertical size={16} stroke={1.5} />
      </button>
      <UnstyledButton className={styles.ruleName} onClick={onEdit}>
        {name}
        <div className={styles.condition}>
          {rule.condition && condition ? (
            <FieldValue object="assignment_rule" name="condition" field={condition} value={rule.condition} />
          ) : (
            t("sales.leads.settings.every_lead")
          )}
        </div>
      </UnstyledButton>
      <span className={styles.dim}>
        {option("assignment_rule", "way", String(rule.way))}
        {whom ? ` · ${whom}` : ""}
      </span>
      <Switch
        size="xs"
        aria-label={name}
        checked={rule.active === true}
        onChange={(event) => void change(rule, { active: event.currentTarget.checked })}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={26}
        aria-label={t("sales.pipelines.archive", { name })}
        onClick={() => void archive([rule])}
      >
        <IconArchive size={15} stroke={1.5} />
      </ActionIcon>
    </li>
  );
}
