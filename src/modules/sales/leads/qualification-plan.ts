import { candidatesWhileTyping } from "#customers";
import { get, list, type Work } from "#records";
import { grantOn, type LinkValue, type RecordData } from "#records/contract";
import type { PlannedTarget, QualificationPlan } from "../contract/leads.ts";
import { mapped } from "./field-map.ts";
import { leadSettings } from "./settings.ts";

/** What qualifying a lead does unless told otherwise. Throws `not_found` where the actor does not see its party. */
export async function qualificationPlan(work: Work, lead: RecordData): Promise<QualificationPlan> {
  const { map } = await leadSettings(work);
  const { id, object } = lead["party"] as LinkValue;
  const party = await get(work, object ?? "party", id);
  const values = mapped(map, lead, party);
  const isPerson = object === "person";
  const employer = isPerson ? (party["company"] as LinkValue | null) : null;
  const self = { id, title: (lead["party"] as LinkValue).title, object: object ?? "party" };
  const company = isPerson
    ? await planned(work, "company", values.company, employer && { ...employer, object: "company" })
    : joined(self, values.company);
  const person = isPerson ? joined(self, values.person) : await planned(work, "person", values.person, null);
  const deal = await plannedDeal(work, { name: lead["name"], ...values.deal }, id);
  return { company, person, deal };
}

function joined(
  joins: { id: string; title: string; object: string },
  values: Record<string, unknown>,
): PlannedTarget {
  return { way: "join", joins, values, candidates: [] };
}

async function planned(
  work: Work,
  object: "company" | "person",
  values: Record<string, unknown>,
  certain: { id: string; title: string; object: string } | null,
): Promise<PlannedTarget> {
  if (certain) return joined(certain, values);
  const isNamed = values["name"] !== undefined && grantOn(work.actor.rights, object).create;
  if (!isNamed) return { way: "none", joins: null, values, candidates: [] };
  const found = await candidatesWhileTyping(work, object, values);
  const candidates = found.map(({ id, title, score }) => ({ id, title, score }));
  return { way: "make", joins: null, values, candidates };
}

/** A new deal; those that are open with the same customer are shown, lest it be there already. */
async function plannedDeal(
  work: Work,
  values: Record<string, unknown>,
  party: string,
): Promise<PlannedTarget> {
  const { read, create } = grantOn(work.actor.rights, "deal");
  const ours = {
    or: [
      { field: "company", op: "is", value: party },
      { field: "person", op: "is", value: party },
    ],
  } as const;
  const open =
    read === "none"
      ? []
      : (
          await list(work, "deal", {
            filter: { and: [ours, { field: "stage.kind", op: "is", value: "open" }] },
            fields: "name",
            limit: 5,
            sort: "-created_at",
          })
        ).data;
  const candidates = open.map((deal) => ({ id: deal.id, title: String(deal["name"]), score: null }));
  return { way: create ? "make" : "none", joins: null, values, candidates };
}
