import { TextInput } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { type FocusEvent, useEffect, useState } from "react";
import {
  FieldInput,
  patchCached,
  type RecordSlotProps,
  refreshLists,
  useFieldTitle,
  useObject,
  useRecordRights,
} from "#records/web";
import { setNextStep } from "#sales/contract";
import { call } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { outcomeOf } from "./bringing.ts";
import styles from "./deals.module.css";

/** What happens next with a deal and when; kept when one goes elsewhere or presses Enter. */
export function NextStep({ record: deal }: RecordSlotProps) {
  const t = useT();
  const fieldTitle = useFieldTitle();
  const client = useQueryClient();
  const object = useObject("deal");
  const { fields } = object;
  const rights = useRecordRights(object, deal);
  const [stored, storedDay] = [
    (deal.next_step ?? "") as string,
    (deal.next_step_on ?? null) as string | null,
  ];
  const [step, setStep] = useState(stored);
  const [day, setDay] = useState(storedDay);
  useEffect(() => setStep(stored), [stored]);
  useEffect(() => setDay(storedDay), [storedDay]);
  const readOnly = !rights.change || Boolean(deal.archived_at);

  async function keep(chosen: string | null = day): Promise<void> {
    const said = step.trim();
    const body = { next_step: said || null, next_step_on: said ? chosen : null };
    if (said === stored && body.next_step_on === storedDay) return;
    patchCached(client, "deal", deal.id, (held) => ({ ...held, ...body }));
    try {
      const saved = await call(setNextStep, { params: { id: deal.id }, body });
      patchCached(client, "deal", deal.id, (held) => ({ ...held, ...saved }));
      refreshLists(client, "deal");
    } catch (problem) {
      patchCached(client, "deal", deal.id, (held) => ({
        ...held,
        next_step: stored,
        next_step_on: storedDay,
      }));
      notifyProblem(problem);
    }
  }

  // A calendar stands elsewhere in the document, but going there is not leaving.
  function onBlur({ currentTarget, relatedTarget }: FocusEvent): void {
    if (!currentTarget.contains(relatedTarget) && !relatedTarget?.closest("[data-portal]")) void keep();
  }

  if (outcomeOf(deal) !== "open" || (readOnly && !stored)) return null;
  if (readOnly) return <p className={styles.quiet}>{stored}</p>;
  return (
    <div className={styles.nextStep} onBlur={onBlur}>
      <TextInput
        className={styles.nextText}
        leftSection={<IconArrowRight size={16} stroke={1.5} />}
        value={step}
        maxLength={300}
        aria-label={fieldTitle("deal", "next_step")}
        placeholder={t("sales.next_step.placeholder")}
        onChange={(event) => setStep(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.nativeEvent.isComposing) void keep();
          if (event.key === "Escape") setStep(stored);
        }}
      />
      {step.trim() !== "" && fields.next_step_on && (
        <div className={styles.nextDay}>
          <FieldInput
            object="deal"
            name="next_step_on"
            field={fields.next_step_on}
            value={day}
            ariaLabel={fieldTitle("deal", "next_step_on")}
            onChange={(value) => setDay(value as string | null)}
            onDone={(value) => void keep(value as string | null)}
          />
        </div>
      )}
    </div>
  );
}
