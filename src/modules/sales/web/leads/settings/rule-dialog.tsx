import { Input } from "@mantine/core";
import { useState } from "react";
import type { RecordData } from "#records/contract";
import { FieldInput, useChangeRecord, useCreateRecord, useFieldTitle, useObject } from "#records/web";
import { ApiProblem } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { useT } from "#web/texts.ts";

/** Fields that each way asks for. */
const asked: Readonly<Record<string, readonly string[]>> = {
  user: ["user"],
  round_robin: ["team"],
  load: ["team"],
  territory: ["team"],
  product: ["team"],
  language: ["team"],
};

interface RuleDialogProps {
  /** Null: a new one. */
  readonly rule: RecordData | null;
  readonly onClose: () => void;
}

/** A rule of assignment: which leads, to whom, when, and how many. */
export function RuleDialog({ rule, onClose }: RuleDialogProps) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const { fields } = useObject("assignment_rule");
  const [values, setValues] = useState<Record<string, unknown>>(
    rule ?? { way: "round_robin", within_hours: false },
  );
  const [problem, setProblem] = useState<string>();
  const change = useChangeRecord("assignment_rule");
  const create = useCreateRecord("assignment_rule");
  const names = [
    "name",
    "way",
    ...(asked[String(values["way"])] ?? []),
    "within_hours",
    "most_open",
    "condition",
  ];

  async function keep(): Promise<void> {
    const next = Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
    try {
      const done = rule ? await change(rule, next) : await create(next);
      if (done) onClose();
    } catch (thrown) {
      setProblem(thrown instanceof ApiProblem ? thrown.message : String(thrown));
    }
  }

  return (
    <FormDialog
      title={rule ? String(rule.name) : t("sales.leads.settings.add_rule")}
      act={t("settings.save")}
      disabled={!String(values["name"] ?? "").trim()}
      problem={problem}
      onSubmit={() => void keep()}
      onClose={onClose}
    >
      {names.map((name) => {
        const field = fields[name];
        return (
          field && (
            <Input.Wrapper key={name} label={fieldTitle("assignment_rule", name)}>
              <FieldInput
                object="assignment_rule"
                name={name}
                field={field}
                value={values[name] ?? null}
                ariaLabel={fieldTitle("assignment_rule", name)}
                onChange={(value) => setValues((before) => ({ ...before, [name]: value }))}
              />
            </Input.Wrapper>
          )
        );
      })}
    </FormDialog>
  );
}
