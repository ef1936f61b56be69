import { sql } from "kysely";
import { AppError } from "#kernel/error";
import type { Draft, ObjectRules, Work } from "#records";
import { changeParty } from "../parties/party.ts";
import { gatherContactPoints } from "./merging.ts";
import { normalised } from "./normalising.ts";
import { placeContactPoint } from "./placing.ts";

export const contactPointRules: ObjectRules = {
  prepare: checkValues,
  followUp: takeFirstAsMain,
  turning: gatherContactPoints,
  placing: placeContactPoint,
};

async function checkValues(work: Work, drafts: readonly Draft[]): Promise<void> {
  const stated = drafts.filter(({ values }) => "value" in values || "kind" in values);
  if (stated.length === 0) return;
  for (const { values, before } of stated) {
    const kind = String(values["kind"] ?? before?.["kind"] ?? "other");
    const form = normalised(kind, String(values["value"] ?? before?.["value"] ?? ""), work.country);
    if (form === null) throw new AppError("field_invalid", { field: "value" });
    values["normalised"] = form;
  }
}

/** The first address or number of a party is its main one. */
async function takeFirstAsMain(work: Work, drafts: readonly Draft[]): Promise<void> {
  const added = drafts.filter(
    ({ before, values }) => !before && (values["kind"] === "email" || values["kind"] === "phone"),
  );
  if (added.length === 0) return;
  const { rows } = await sql<{ party: string; kind: "email" | "phone"; value: string }>`
    select distinct on (c.party_id, c.kind) c.party_id as party, c.kind, c.value
    from contact_points c join parties p on p.id = c.party_id
    where c.id = any(${added.map(({ id }) => id)}::uuid[])
      and case c.kind when 'email' then p.email is null else p.phone is null end
    order by c.party_id, c.kind, c.id`.execute(work.db);
  for (const { party, kind, value } of rows) await changeParty(work, party, { [kind]: value });
}
