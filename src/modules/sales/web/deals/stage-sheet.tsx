import { Checkbox, Input, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { RecordData } from "#records/contract";
import { type BoardAskProps, FieldInput, ReasonInput, useFieldTitle, useObject } from "#records/web";
import { readStageEntry, type StageEntry } from "#sales/contract";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { useT } from "#web/texts.ts";
import type { Closure, StageGoal } from "./bringing.ts";

export interface StageSheetProps {
  readonly record: RecordData;
  readonly stage: StageGoal & { readonly name: string };
  readonly onAnswer: (answer: unknown) => void;
  readonly onCancel: () => void;
}

/** As `StageSheet`, for a card that is dropped on a column. */
export function StageSheetOnBoard({ record, target, onAnswer, onCancel }: BoardAskProps) {
  const kind = (target.record?.kind ?? "open") as StageGoal["kind"];
  const stage = { id: target.value ?? "", kind, name: target.title };
  return <StageSheet record={record} stage={stage} onAnswer={onAnswer} onCancel={onCancel} />;
}

/**
 * Asks for exactly what a deal lacks to come into a stage, and why where it is lost; where nothing is missing it answers at once.
 * Answers a `Closure`.
 */
export function StageSheet(props: StageSheetProps) {
  const { record, stage, onAnswer } = props;
  const entry = useQuery({
    queryKey: ["stage-entry", record.id, stage.id],
    queryFn: () => call(readStageEntry, { params: { id: record.id }, query: { stage: stage.id } }),
    gcTime: 0,
    staleTime: 0,
  });
  // Who may not even ask is told why by the move itself.
  const missing = entry.data ?? (entry.isError ? nothing : undefined);
  const isAsked = missing && (stage.kind === "lost" || missing.fields.length + missing.checks.length > 0);
  useEffect(() => {
    if (missing && !isAsked) onAnswer({});
    // Once: what is known does not change while the sheet is there.
  }, [missing !== undefined]);
  return isAsked ? <Questions {...props} missing={missing} /> : null;
}

const nothing: StageEntry = { fields: [], checks: [] };

function Questions({
  record,
  stage,
  missing,
  onAnswer,
  onCancel,
}: StageSheetProps & { readonly missing: StageEntry }) {
  const t = useT();
  const { fields } = useObject("deal");
  const [said, setSaid] = useState<Record<string, unknown>>(
    record.competitors ? { competitors: record.competitors } : {},
  );
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const reason = stage.kind === "open" ? null : `${stage.kind}_reason`;
  const comment = stage.kind === "open" ? null : `${stage.kind}_comment`;
  const needsReason = stage.kind === "lost" || missing.fields.includes("won_reason");
  const rivals = missing.fields.includes("competitors") || said["lost_reason"] === "competitor";
  const others = missing.fields.filter(
    (name) => ![reason, comment, "competitors"].includes(name) && fields[name],
  );
  const asked = [...missing.fields, ...(needsReason && reason ? [reason] : [])];
  const isWhole =
    asked.every((name) => !fields[name] || isSaid(said[name])) && ticked.length === missing.checks.length;
  const say = (name: string, value: unknown) => setSaid((before) => ({ ...before, [name]: value }));
  const title =
    stage.kind === "lost"
      ? "sales.closing.title"
      : stage.kind === "won"
        ? "sales.entry.won"
        : "sales.entry.title";
  return (
    <FormDialog
      title={t(title, { deal: String(record.name ?? ""), stage: stage.name })}
      act={t(
        stage.kind === "lost"
          ? "sales.closing.confirm"
          : stage.kind === "won"
            ? "sales.won"
            : "sales.entry.go",
      )}
      disabled={!isWhole}
      onSubmit={() => onAnswer(closureOf(said, { others, ticked, rivals }))}
      onClose={onCancel}
    >
      {needsReason && reason && (
        <ReasonInput
          object="deal"
          name={reason}
          value={(said[reason] as string | undefined) ?? null}
          autoFocus
          onChange={(key) => say(reason, key)}
        />
      )}
      {rivals && (
        <Asked
          name="competitors"
          value={said["competitors"]}
          onChange={(value) => say("competitors", value)}
        />
      )}
      {others.map((name) => (
        <Asked key={name} name={name} value={said[name]} onChange={(value) => say(name, value)} />
      ))}
      {missing.checks.map(({ id, text }) => (
        <Checkbox
          key={id}
          label={text}
          checked={ticked.includes(id)}
          onChange={(event) =>
            setTicked(event.currentTarget.checked ? [...ticked, id] : ticked.filter((one) => one !== id))
          }
        />
      ))}
      {comment && (stage.kind === "lost" || missing.fields.includes(comment)) && (
        <Comment name={comment} value={said[comment]} onChange={(value) => say(comment, value)} />
      )}
    </FormDialog>
  );
}

interface AskedProps {
  readonly name: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

function Asked({ name, value, onChange }: AskedProps) {
  const fieldTitle = useFieldTitle();
  const field = useObject("deal").fields[name];
  if (!field) return null;
  const title = fieldTitle("deal", name);
  return (
    <Input.Wrapper label={title}>
      <FieldInput
        object="deal"
        name={name}
        field={field}
        value={value ?? null}
        ariaLabel={title}
        onChange={onChange}
      />
    </Input.Wrapper>
  );
}

function Comment({ name, value, onChange }: AskedProps) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  return (
    <Textarea
      label={fieldTitle("deal", name)}
      placeholder={name === "lost_comment" ? t("sales.closing.comment_hint") : undefined}
      value={String(value ?? "")}
      maxLength={500}
      autosize
      minRows={2}
      maxRows={6}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function isSaid(value: unknown): boolean {
  if (typeof value === "string") return value.trim() !== "";
  return value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
}

interface Besides {
  readonly others: readonly string[];
  readonly ticked: readonly string[];
  readonly rivals: boolean;
}

function closureOf(said: Readonly<Record<string, unknown>>, { others, ticked, rivals }: Besides): Closure {
  const closing = ["won_reason", "won_comment", "lost_reason", "lost_comment"].filter((name) =>
    isSaid(said[name]),
  );
  const values = Object.fromEntries(others.map((name) => [name, bare(said[name])]));
  return {
    ...(Object.fromEntries(closing.map((name) => [name, said[name]])) as Closure),
    ...(rivals && { competitors: bare(said["competitors"] ?? []) as string[] }),
    ...(others.length > 0 && { values }),
    ...(ticked.length > 0 && { checks: [...ticked] }),
  };
}

/** A link is written as its id. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  return typeof value === "object" && value !== null && "id" in value ? (value as { id: string }).id : value;
}
