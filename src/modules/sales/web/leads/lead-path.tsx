import { Button, UnstyledButton } from "@mantine/core";
import { IconArrowBackUp, IconCircleX, IconTrophy } from "@tabler/icons-react";
import { useState } from "react";
import type { LinkValue } from "#records/contract";
import { type RecordSlotProps, useObject, useOptionTitle, useRecordRights } from "#records/web";
import { openStatuses } from "#sales/contract";
import { LinkChip } from "#web/link-chip.tsx";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import styles from "../deals/deals.module.css";
import { type Decisions, type Refusal, useLeadActs } from "./acting.ts";
import { QualifyDialog } from "./qualify-dialog.tsx";
import { TurnDownSheet } from "./turn-down-sheet.tsx";

/** How far a lead has come, and what is decided of it: qualified, or turned down. */
export function LeadPath({ record: lead }: RecordSlotProps) {
  const t = useT();
  const option = useOptionTitle();
  const acts = useLeadActs();
  const { change } = useRecordRights(useObject("lead"), lead);
  const may = useCan("leads:qualify") && change && !lead.archived_at;
  const [asking, setAsking] = useState<"qualify" | "turn_down" | null>(null);
  const status = String(lead.status);
  const at = openStatuses.findIndex((one) => one === status);
  const title = (key: string) => option("lead", "status", key);
  const close = () => setAsking(null);
  return (
    <div className={styles.path}>
      <ol className={styles.steps} aria-label={t("sales.leads.path")}>
        {openStatuses.map((one, index) => (
          <li
            key={one}
            className={styles.step}
            data-state={at < 0 || index < at ? "past" : index === at ? "now" : "ahead"}
          >
            <UnstyledButton
              className={styles.stepButton}
              disabled={!may || at < 0 || index === at}
              aria-current={index === at ? "step" : undefined}
              onClick={() => void acts.move(lead, one)}
            >
              <span className={styles.stepName}>{title(one)}</span>
            </UnstyledButton>
          </li>
        ))}
      </ol>
      <div className={styles.ends}>
        {at >= 0 && may && (
          <>
            <Button
              size="xs"
              color="green"
              variant="light"
              leftSection={<IconTrophy size={14} stroke={1.5} />}
              onClick={() => setAsking("qualify")}
            >
              {t("sales.leads.qualify")}
            </Button>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconCircleX size={14} stroke={1.5} />}
              onClick={() => setAsking("turn_down")}
            >
              {t("sales.leads.turn_down")}
            </Button>
          </>
        )}
        {at < 0 && (
          <>
            <span className={styles.outcome} data-outcome={status === "qualified" ? "won" : "lost"}>
              {title(status)}
              {status === "unqualified" && lead.unqualified_reason
                ? ` · ${option("lead", "unqualified_reason", String(lead.unqualified_reason))}`
                : ""}
            </span>
            <Became lead={lead} />
            {may && (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconArrowBackUp size={14} stroke={1.5} />}
                onClick={() => void (status === "qualified" ? acts.takeBack(lead) : acts.takeUp(lead))}
              >
                {t(status === "qualified" ? "sales.leads.take_back" : "sales.leads.take_up")}
              </Button>
            )}
          </>
        )}
      </div>
      {asking === "qualify" && (
        <QualifyDialog
          record={lead}
          onCancel={close}
          onAnswer={(decisions) =>
            void acts.qualify(lead, decisions as Decisions).then((done) => done && close())
          }
        />
      )}
      {asking === "turn_down" && (
        <TurnDownSheet
          record={lead}
          onCancel={close}
          onAnswer={(refusal) => {
            close();
            void acts.turnDown(lead, refusal as Refusal);
          }}
        />
      )}
    </div>
  );
}

function Became({ lead }: { readonly lead: RecordSlotProps["record"] }) {
  return (["company", "person", "deal"] as const).map((field) => {
    const link = lead[field] as LinkValue | null | undefined;
    return link && <LinkChip key={field} value={{ ...link, object: link.object ?? field }} />;
  });
}
