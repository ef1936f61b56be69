import { useQueryClient } from "@tanstack/react-query";
import type { BodyOf } from "#kernel/action";
import type { RecordData } from "#records/contract";
import { actsOf, patchCached, useAct, useUndo } from "#records/web";
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
import { useT } from "#web/texts.ts";

const touched = { objects: ["lead", "deal", "person", "company"], queries: ["timeline", "lead"] };

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
  const { act } = useAct(touched);
  const show = (lead: RecordData): void =>
    patchCached(client, "lead", lead.id, (held) => ({ ...held, ...lead }));

  async function decide(
    run: () => Promise<Done<RecordData>>,
    told: (lead: RecordData) => string,
    back: (done: Done<RecordData>) => Promise<unknown> = (done) => undo(actsOf(done)),
  ): Promise<boolean> {
    const done = await act(run, ({ answer }) => told(answer), { undo: back });
    if (done) show(done.answer);
    return done !== null;
  }

  async function takeBack({ id }: RecordData): Promise<void> {
    const done = await act(
      () => call(takeQualificationBack, { params: { id } }),
      ({ stays }) => {
        const names = stays.map(({ title }) => title).join(", ");
        return names ? t("sales.leads.taken_back_but", { names }) : t("sales.leads.taken_back");
      },
    );
    if (done) show(done.lead as RecordData);
  }

  return {
    move: async ({ id }, status) =>
      void (await decide(
        () => callAct(moveLead, { params: { id }, body: { status } }),
        () => t(`sales.leads.moved.${status}`),
      )),
    turnDown: async ({ id }, body) =>
      void (await decide(
        () => callAct(disqualifyLead, { params: { id }, body }),
        ({ name }) => t("sales.leads.turned_down", { lead: String(name) }),
      )),
    takeUp: async ({ id }) =>
      void (await decide(
        () => callAct(recycleLead, { params: { id } }),
        ({ name }) => t("sales.leads.taken_up", { lead: String(name) }),
      )),
    qualify: (lead, body) =>
      decide(
        () => callAct(qualifyLead, { params: { id: lead.id }, body }),
        ({ name }) => t("sales.leads.qualified", { lead: String(name) }),
        () => takeBack(lead),
      ),
    takeBack,
    assign: async ({ id }, user) =>
      void (await decide(
        () => callAct(assignLead, { params: { id }, body: { user } }),
        ({ owner }) => t("sales.leads.assigned", { name: (owner as { title: string } | null)?.title ?? "" }),
      )),
  };
}
