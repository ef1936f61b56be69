import { useQueryClient } from "@tanstack/react-query";
import type { BodyOf } from "#kernel/action";
import type { RecordData } from "#records/contract";
import { actsOf, patchCached, refreshLists, useUndo } from "#records/web";
import {
  assignLead,
  disqualifyLead,
  moveLead,
  type OpenStatus,
  qualifyLead,
  recycleLead,
  takeQualificationBack,
} from "#sales/contract";
import { call, callAct, type Done } from "#web/client.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";

export type Refusal = BodyOf<typeof disqualifyLead>;
export type Decisions = BodyOf<typeof qualifyLead>;

export interface LeadActs {
  readonly move: (lead: RecordData, status: OpenStatus) => Promise<void>;
  readonly turnDown: (lead: RecordData, refusal: Refusal) => Promise<void>;
  readonly takeUp: (lead: RecordData) => Promise<void>;
  readonly qualify: (lead: RecordData, decisions: Decisions) => Promise<boolean>;
  readonly takeBack: (lead: RecordData) => Promise<void>;
  readonly assign: (lead: RecordData, user: string | null) => Promise<void>;
}

/** Acts on leads from the screen, told with the way back; put right when the server says no. */
export function useLeadActs(): LeadActs {
  const t = useT();
  const client = useQueryClient();
  const undo = useUndo();

  function show(lead: RecordData): void {
    patchCached(client, "lead", lead.id, (held) => ({ ...held, ...lead }));
    for (const object of ["lead", "deal", "person", "company"]) refreshLists(client, object);
    void client.invalidateQueries({ queryKey: ["timeline"] });
    void client.invalidateQueries({ queryKey: ["lead", lead.id] });
  }

  async function act(
    text: (lead: RecordData) => string,
    run: () => Promise<Done<RecordData>>,
  ): Promise<boolean> {
    try {
      const done = await run();
      show(done.answer);
      notifyDone(text(done.answer), { undo: () => undo(actsOf(done)) });
      return true;
    } catch (problem) {
      notifyProblem(problem);
      return false;
    }
  }

  async function takeBack(lead: RecordData): Promise<void> {
    try {
      const { lead: now, stays } = await call(takeQualificationBack, { params: { id: lead.id } });
      show(now as RecordData);
      const names = stays.map(({ title }) => title).join(", ");
      notifyDone(names ? t("sales.leads.taken_back_but", { names }) : t("sales.leads.taken_back"));
    } catch (problem) {
      notifyProblem(problem);
    }
  }

  return {
    move: async (lead, status) =>
      void (await act(
        () => t(`sales.leads.moved.${status}`),
        () => callAct(moveLead, { params: { id: lead.id }, body: { status } }),
      )),
    turnDown: async (lead, body) =>
      void (await act(
        ({ name }) => t("sales.leads.turned_down", { lead: String(name) }),
        () => callAct(disqualifyLead, { params: { id: lead.id }, body }),
      )),
    takeUp: async (lead) =>
      void (await act(
        ({ name }) => t("sales.leads.taken_up", { lead: String(name) }),
        () => callAct(recycleLead, { params: { id: lead.id } }),
      )),
    async qualify(lead, body) {
      try {
        const done = await callAct(qualifyLead, { params: { id: lead.id }, body });
        show(done.answer);
        notifyDone(t("sales.leads.qualified", { lead: String(done.answer["name"]) }), {
          undo: () => takeBack(lead),
        });
        return true;
      } catch (problem) {
        notifyProblem(problem);
        return false;
      }
    },
    takeBack,
    assign: async (lead, user) =>
      void (await act(
        ({ owner }) => t("sales.leads.assigned", { name: (owner as { title: string } | null)?.title ?? "" }),
        () => callAct(assignLead, { params: { id: lead.id }, body: { user } }),
      )),
  };
}
