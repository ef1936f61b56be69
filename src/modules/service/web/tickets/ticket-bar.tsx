import { Button } from "@mantine/core";
import { useState } from "react";
import type { RecordData } from "#records/contract";
import { type RecordSlotProps, useObject, useRecordRights } from "#records/web";
import { holdTicket, reopenTicket, waitForCustomer } from "#service/contract";
import { call } from "#web/client.ts";
import { LinkChip } from "#web/link-chip.tsx";
import { useCan } from "#web/session.ts";
import { BarActs, StateBar } from "#web/state-bar.tsx";
import { useT } from "#web/texts.ts";
import { useServiceAct } from "../acting.ts";
import styles from "../service.module.css";
import { Due } from "./due.tsx";
import { SolveDialog } from "./solve-dialog.tsx";
import { type StatusStep, useStatusOf } from "./statuses.ts";

/** Where a ticket stands, what is owed next and by when, and the steps that can be taken. */
export function TicketBar({ record: ticket }: RecordSlotProps) {
  const t = useT();
  const status = useStatusOf(ticket);
  if (!status) return null;
  const [problem, into] = [ticket.problem, ticket.merged_into] as (RecordData | null)[];
  return (
    <StateBar acts={<Acts ticket={ticket} status={status} />}>
      <span className={styles.status}>
        <span className={styles.dot} data-kind={status.kind} />
        {status.name}
      </span>
      <Due at={ticket.due_at} />
      {Number(ticket.reopened) > 0 && (
        <span className={styles.quiet}>
          {t("service.reopened_times", { count: Number(ticket.reopened) })}
        </span>
      )}
      {into && <Towards text={t("service.merge.into")} ticket={into} />}
      {problem && <Towards text={t("service.incident.of")} ticket={problem} />}
    </StateBar>
  );
}

function Towards({ text, ticket }: { readonly text: string; readonly ticket: RecordData }) {
  return (
    <span className={styles.quiet}>
      {text} <LinkChip value={{ id: ticket.id, title: String(ticket["title"] ?? ""), object: "ticket" }} />
    </span>
  );
}

function Acts({ ticket, status: { kind } }: { readonly ticket: RecordData; readonly status: StatusStep }) {
  const t = useT();
  const { act, busy } = useServiceAct();
  const [solving, setSolving] = useState(false);
  const { change } = useRecordRights(useObject("ticket"), ticket);
  const may = useCan("tickets:work");
  if (!may || !change || ticket.archived_at) return null;
  const params = { id: ticket.id };
  const isOver = kind === "solved" || kind === "closed";
  const stands = kind === "waiting" || kind === "on_hold" || isOver;
  return (
    <BarActs>
      {stands && (
        <Button
          size="xs"
          variant="default"
          loading={busy}
          onClick={() => void act(() => call(reopenTicket, { params }), t("service.reopen.done"))}
        >
          {t(isOver ? "service.reopen.act" : "service.reopen.go_on")}
        </Button>
      )}
      {!stands && (
        <Button
          size="xs"
          variant="default"
          onClick={() => void act(() => call(waitForCustomer, { params }), t("service.wait.done"))}
        >
          {t("service.wait.act")}
        </Button>
      )}
      {!stands && (
        <Button
          size="xs"
          variant="default"
          onClick={() => void act(() => call(holdTicket, { params }), t("service.hold.done"))}
        >
          {t("service.hold.act")}
        </Button>
      )}
      {!isOver && (
        <Button size="xs" onClick={() => setSolving(true)}>
          {t("service.solve.act")}
        </Button>
      )}
      {solving && <SolveDialog ticket={ticket} onClose={() => setSolving(false)} />}
    </BarActs>
  );
}
