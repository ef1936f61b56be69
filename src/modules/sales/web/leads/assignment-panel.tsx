import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { LinkValue } from "#records/contract";
import { type RecordSlotProps, useOptionTitle } from "#records/web";
import { openStatuses, type PastAssignment, readAssignee, tryAssignment } from "#sales/contract";
import { call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { useCan, useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { useLeadActs } from "./acting.ts";
import { AssignmentSteps } from "./assignment-steps.tsx";
import styles from "./leads.module.css";

/** Whose a lead was and is, why it came to them, and who would get it now. */
export function AssignmentPanel({ record: lead }: RecordSlotProps) {
  const t = useT();
  const acts = useLeadActs();
  const { user } = useSession();
  const [mayAssign, mayTake] = [useCan("leads:assign"), useCan("leads:qualify")];
  const [trying, setTrying] = useState(false);
  const past = useQuery({
    queryKey: ["lead", lead.id, "assignee", (lead.owner as LinkValue | null)?.id ?? ""],
    queryFn: () => call(readAssignee, { params: { id: lead.id } }),
  });
  const isOpen = openStatuses.some((one) => one === lead.status) && !lead.archived_at;
  return (
    <>
      <ul className={styles.list}>
        {past.data?.data.map((one) => (
          <Past key={one.id} past={one} />
        ))}
      </ul>
      {past.data?.data.length === 0 && <p className={styles.dim}>{t("sales.leads.nobodys")}</p>}
      {isOpen && (
        <div className={styles.acts}>
          {!lead.owner && mayTake && (
            <Button size="compact-xs" variant="light" onClick={() => void acts.assign(lead, user.id)}>
              {t("sales.leads.take")}
            </Button>
          )}
          {mayAssign && (
            <>
              <Button size="compact-xs" variant="default" onClick={() => void acts.assign(lead, null)}>
                {t("sales.leads.assign_by_rules")}
              </Button>
              <Button
                size="compact-xs"
                variant="subtle"
                aria-expanded={trying}
                onClick={() => setTrying(!trying)}
              >
                {t("sales.leads.try")}
              </Button>
            </>
          )}
        </div>
      )}
      {trying && <Trial lead={lead.id} />}
    </>
  );
}

function Past({ past }: { readonly past: PastAssignment }) {
  const t = useT();
  const option = useOptionTitle();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const why = past.rule
    ? t("sales.leads.by_rule", { rule: past.rule })
    : option("lead_assignment", "way", past.way);
  return (
    <li className={styles.line}>
      <strong>{past.user.name}</strong>
      <span className={styles.dim}>
        {format.dateTime(past.assigned_at)} · {why}
        {past.ended ? ` · ${option("lead_assignment", "ended", past.ended)}` : ""}
      </span>
      {past.explanation && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {t("sales.leads.why")}
        </Button>
      )}
      {open && past.explanation && <AssignmentSteps explanation={past.explanation} />}
    </li>
  );
}

/** Who would get the lead by the rules of now. */
export function Trial({ lead }: { readonly lead: string }) {
  const t = useT();
  const trial = useQuery({
    queryKey: ["lead", lead, "trial"],
    queryFn: () => call(tryAssignment, { params: { id: lead } }),
    staleTime: 0,
  });
  if (!trial.data) return null;
  return (
    <div role="status">
      <p>
        {trial.data.user
          ? t("sales.leads.would_get", { name: trial.data.user.name })
          : t("sales.leads.nobody_would")}
      </p>
      <AssignmentSteps explanation={trial.data} />
    </div>
  );
}
