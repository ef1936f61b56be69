import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type ImportSummary, type Mapping, mapImport } from "#exchange/contract";
import { call } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { ColumnsStep } from "./columns-step.tsx";
import { importQuery } from "./import-queries.ts";
import { mappingToSave } from "./mapping-to-save.ts";
import styles from "./imports.module.css";
import { PreviewStep } from "./preview-step.tsx";
import { RunButton } from "./run-button.tsx";
import { ValuesStep } from "./values-step.tsx";

export const steps = ["columns", "values", "preview"] as const;
export type Step = (typeof steps)[number];

interface WizardProps {
  readonly id: string;
  readonly files: readonly ImportSummary[];
  readonly step: Step;
  readonly onStep: (step: Step, file?: string) => void;
}

/** One file on its way in: columns, values, preview. What is decided is kept at each step. */
export function Wizard({ id, files, step, onStep }: WizardProps) {
  const t = useT();
  const client = useQueryClient();
  const { data } = useQuery(importQuery(id));
  const [draft, setDraft] = useState<Mapping | null>(null);
  useEffect(() => setDraft(data?.mapping ?? null), [data?.mapping]);
  const save = useMutation({
    mutationFn: (mapping: Mapping) => call(mapImport, { params: { id }, body: mappingToSave(mapping) }),
    onSuccess: (saved) => client.setQueryData(importQuery(id).queryKey, saved),
    onError: notifyProblem,
  });
  if (!data) return null;
  const at = steps.indexOf(step);
  const leaveFor = async (next: Step, file?: string) => {
    if (draft && draft !== data.mapping) await save.mutateAsync(draft);
    onStep(next, file);
  };
  const nextFile = files[files.findIndex((file) => file.id === id) + 1];
  return (
    <>
      <nav className={styles.steps} aria-label={t("exchange.title")}>
        {steps.map((one, index) => (
          <button
            key={one}
            type="button"
            disabled={!draft}
            aria-current={one === step ? "step" : undefined}
            onClick={() => leaveFor(one)}
          >
            <span>{index + 1}</span>
            {t(`exchange.steps.${one}`)}
          </button>
        ))}
      </nav>
      {step === "columns" && <ColumnsStep details={data} mapping={draft} onChange={setDraft} />}
      {step === "values" && draft && <ValuesStep details={data} mapping={draft} onChange={setDraft} />}
      {step === "preview" && <PreviewStep details={data} />}
      <footer className={styles.foot}>
        {at > 0 && (
          <Button variant="default" onClick={() => leaveFor(steps[at - 1] ?? "columns")}>
            {t("exchange.actions.back")}
          </Button>
        )}
        {step !== "preview" && (
          <Button
            disabled={!draft}
            loading={save.isPending}
            onClick={() => leaveFor(steps[at + 1] ?? "preview")}
          >
            {t("exchange.actions.next")}
          </Button>
        )}
        {step === "preview" && nextFile && (
          <Button onClick={() => leaveFor("columns", nextFile.id)}>
            {t("exchange.actions.next_file", { name: nextFile.file_name })}
          </Button>
        )}
        {step === "preview" && <RunButton id={id} files={files} quiet={nextFile !== undefined} />}
      </footer>
    </>
  );
}
