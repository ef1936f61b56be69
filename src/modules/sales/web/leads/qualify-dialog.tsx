import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type BoardAskProps, Waiting } from "#records/web";
import { type LeadTarget, leadTargets, previewQualification, type QualificationPlan } from "#sales/contract";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { useT } from "#web/texts.ts";
import type { Decisions } from "./acting.ts";
import { QualifyTarget } from "./qualify-target.tsx";

/** Shows what qualifying a lead will make or join, and lets each of the three be decided otherwise. Answers `Decisions`. */
export function QualifyDialog({ record, onAnswer, onCancel }: Omit<BoardAskProps, "target">) {
  const t = useT();
  const [changed, setChanged] = useState<Decisions>({});
  const [sent, setSent] = useState(false);
  const plan = useQuery({
    queryKey: ["lead", record.id, "qualification"],
    queryFn: () => call(previewQualification, { params: { id: record.id } }),
    gcTime: 0,
    // Once it is decided there is nothing to preview any more.
    enabled: !sent,
    staleTime: 0,
  });
  return (
    <FormDialog
      title={t("sales.leads.qualify_title", { lead: String(record.name ?? "") })}
      act={t("sales.leads.qualify")}
      disabled={!plan.data}
      problem={plan.error?.message}
      onSubmit={() => {
        if (!plan.data) return;
        setSent(true);
        onAnswer(decided(plan.data, changed));
      }}
      onClose={onCancel}
    >
      {plan.data ? (
        leadTargets.map((target) => (
          <QualifyTarget
            key={target}
            object={target}
            planned={plan.data[target]}
            decided={changed[target]}
            onDecide={(decision) => setChanged((before) => ({ ...before, [target]: decision }))}
          />
        ))
      ) : (
        <Waiting rows={6} />
      )}
    </FormDialog>
  );
}

/** What was shown is what is done, also if somebody changes the map meanwhile. */
function decided(plan: QualificationPlan, changed: Decisions): Decisions {
  const of = (target: LeadTarget) => {
    const { way, values, joins } = plan[target];
    return changed[target] ?? { way, values, ...(joins && { id: joins.id }) };
  };
  return { company: of("company"), person: of("person"), deal: of("deal") };
}
