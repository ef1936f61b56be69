import { Button, Group, NumberInput, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { RecordData } from "#records/contract";
import {
  askToCreate,
  useArchive,
  useChangeRecord,
  useCreateRecord,
  useFieldTitle,
  useLiveRecords,
  useObject,
  useOptionTitle,
  useRecords,
} from "#records/web";
import { Modal } from "#web/dialog.tsx";
import { notifyProblem } from "#web/notify.ts";
import { RemoveButton } from "#web/remove-button.tsx";
import { useT } from "#web/texts.ts";
import styles from "./pipelines.module.css";

interface StageDialogProps {
  readonly stage: RecordData;
  readonly onClose: () => void;
}

/** What a stage asks for: by when a deal moves on, what it needs on the way in, what is to be done there. */
export function StageDialog({ stage, onClose }: StageDialogProps) {
  return (
    <Modal opened onClose={onClose} title={String(stage.name)} size="lg">
      <Stack gap="lg">
        {stage.kind === "open" && <DaysLimit stage={stage} />}
        <Requirements stage={stage} />
        <Playbook stage={stage} />
      </Stack>
    </Modal>
  );
}

function DaysLimit({ stage }: { readonly stage: RecordData }) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const change = useChangeRecord("stage");
  return (
    <NumberInput
      w={200}
      min={1}
      max={3650}
      allowDecimal={false}
      label={fieldTitle("stage", "days_limit")}
      description={t("sales.pipelines.days_text")}
      defaultValue={(stage.days_limit as number | null) ?? ""}
      onBlur={(event) => {
        const typed = Number.parseInt(event.currentTarget.value, 10);
        const days = Number.isFinite(typed) && typed > 0 ? typed : null;
        if (days !== stage.days_limit) void change(stage, { days_limit: days });
      }}
    />
  );
}

function Requirements({ stage }: { readonly stage: RecordData }) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const { rows } = useRecords("stage_requirement", { filter: ofStage(stage), sort: "position", limit: 100 });
  useLiveRecords("stage_requirement");
  const create = useCreateRecord("stage_requirement");
  const archive = useArchive("stage_requirement");
  const fields = useAskableFields();
  const [text, setText] = useState("");
  const taken = new Set(rows.map(({ field }) => field));
  const add = (values: Record<string, unknown>) => create({ stage, ...values }).catch(notifyProblem);
  return (
    <section>
      <Title order={3} size="sm">
        {t("sales.pipelines.requirements")}
      </Title>
      <ul className={styles.asked}>
        {rows.map((row) => (
          <AskedLine
            key={row.id}
            label={row.field ? fieldTitle("deal", String(row.field)) : `☐ ${String(row.text)}`}
            onRemove={() => void archive([row])}
          />
        ))}
      </ul>
      <Group gap="xs" align="end">
        <Select
          size="xs"
          searchable
          value={null}
          placeholder={t("sales.pipelines.add_field")}
          aria-label={t("sales.pipelines.add_field")}
          data={fields.filter(({ value }) => !taken.has(value))}
          onChange={(field) => field && void add({ kind: "field", field })}
        />
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim()) void add({ kind: "check", text: text.trim() });
            setText("");
          }}
        >
          <TextInput
            size="xs"
            maxLength={200}
            value={text}
            placeholder={t("sales.pipelines.add_check")}
            aria-label={t("sales.pipelines.add_check")}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </form>
      </Group>
    </section>
  );
}

function Playbook({ stage }: { readonly stage: RecordData }) {
  const t = useT();
  const option = useOptionTitle();
  const { rows } = useRecords("playbook_step", { filter: ofStage(stage), sort: "position", limit: 100 });
  useLiveRecords("playbook_step");
  const archive = useArchive("playbook_step");
  const add = () =>
    void askToCreate(
      "playbook_step",
      { stage: { id: stage.id, title: String(stage.name), object: "stage" } },
      {
        fields: ["subject", "description", "kind", "due_days", "doer", "user"],
        once: true,
        title: t("sales.pipelines.add_step"),
      },
    );
  return (
    <section>
      <Title order={3} size="sm">
        {t("sales.playbook.title")}
      </Title>
      <Text size="xs" c="dimmed">
        {t("sales.pipelines.playbook_text")}
      </Text>
      <ul className={styles.asked}>
        {rows.map((row) => (
          <AskedLine
            key={row.id}
            label={String(row.subject)}
            dim={[
              t("sales.pipelines.due_after", { count: Number(row.due_days ?? 0) }),
              row.doer === "user"
                ? (row.user as { title: string } | null)?.title
                : option("playbook_step", "doer", String(row.doer)),
            ].join(" · ")}
            onRemove={() => void archive([row])}
          />
        ))}
      </ul>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconPlus size={14} stroke={1.5} />}
        onClick={add}
      >
        {t("sales.pipelines.add_step")}
      </Button>
    </section>
  );
}

function AskedLine({
  label,
  dim,
  onRemove,
}: {
  readonly label: string;
  readonly dim?: string;
  readonly onRemove: () => void;
}) {
  const t = useT();
  return (
    <li className={styles.askedLine}>
      <span>
        {label} {dim && <span className={styles.deals}>{dim}</span>}
      </span>
      <RemoveButton label={t("sales.pipelines.remove", { name: label })} onClick={onRemove} />
    </li>
  );
}

/** Fields of deals that somebody can fill in. */
export function useAskableFields(): readonly { readonly value: string; readonly label: string }[] {
  const fieldTitle = useFieldTitle();
  const { fields } = useObject("deal");
  return Object.entries(fields)
    .filter(([name, field]) => !(field.hidden || field.readOnly || field.governedBy || name === "name"))
    .map(([value]) => ({ value, label: fieldTitle("deal", value) }));
}

function ofStage({ id }: RecordData) {
  return { field: "stage", op: "is", value: id } as const;
}
