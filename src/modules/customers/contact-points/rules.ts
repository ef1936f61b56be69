import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { byRule, changes, type Draft, type ObjectRules, valueOf, type Work } from "#records";
import { changeParty } from "../parties/party.ts";
import { hasMain, haveMain, type MainKind, unsetMain } from "./having-main.ts";
import { gatherContactPoints } from "./merging.ts";
import { normalised } from "./normalising.ts";
import { placeContactPoint } from "./placing.ts";

export const contactPointRules: ObjectRules = {
  prepare,
  followUp: keepShown,
  moved: passMainOn,
  turning: gatherContactPoints,
  placing: placeContactPoint,
};

async function prepare(work: Work, drafts: readonly Draft[]): Promise<void> {
  checkValues(work, drafts);
  // Where it goes there may be a main one.
  for (const draft of drafts) if (leavesPlace(draft)) draft.values["main"] = false;
}

/** Whether it was the main one of another kind, or of another party. */
const leavesPlace = (draft: Draft): boolean =>
  draft.before?.["main"] === true && (changes(draft, "kind") || changes(draft, "party"));

function checkValues(work: Work, drafts: readonly Draft[]): void {
  const stated = drafts.filter(({ values }) => "value" in values || "kind" in values);
  if (stated.length === 0) return;
  for (const { values, before } of stated) {
    const kind = String(values["kind"] ?? before?.["kind"] ?? "other");
    const form = normalised(kind, String(values["value"] ?? before?.["value"] ?? ""), work.country);
    if (form === null) throw new AppError("field_invalid", { field: "value" });
    values["normalised"] = form;
  }
}

async function keepShown(work: Work, drafts: readonly Draft[]): Promise<void> {
  await takeFirstAsMain(work, drafts);
  await showChanged(work, drafts);
}

/** What is said anew of the main one the party shows; where one of another kind, or of another party, was the main one, another is. */
async function showChanged(work: Work, drafts: readonly Draft[]): Promise<void> {
  for (const draft of drafts) {
    if (draft.before?.["main"] !== true) continue;
    const [party, kind] = [draft.before["party"] as string, draft.before["kind"] as MainKind];
    if (leavesPlace(draft)) {
      await haveMain(work, party, kind);
      const now = valueOf(draft, "kind");
      if (hasMain(now)) await haveMain(work, valueOf(draft, "party") as string, now);
    } else if (changes(draft, "value"))
      await changeParty(byRule(work), party, { [kind]: valueOf(draft, "value") });
  }
}

interface Moved {
  readonly id: string;
  readonly party: string;
  readonly kind: MainKind;
}

/**
 * Of what went into the bin by itself another one is the main one, and what came out of it where there was none. What goes by
 * rule, as when customers become one, or along with its party, stays what it was.
 */
async function passMainOn(work: Work, ids: readonly string[], into: "bin" | "use"): Promise<void> {
  if (work.source === "rule") return;
  const { rows } = await sql<Moved>`
    select c.id, c.party_id as party, c.kind from contact_points c join parties p on p.id = c.party_id
    where c.id = any(${ids}::uuid[]) and c.kind in ('email', 'phone') and p.archived_at is null
      and (c.main or ${into === "use"}) order by c.id`.execute(work.db);
  if (into === "bin")
    await unsetMain(
      work,
      rows.map(({ id }) => id),
    );
  for (const { party, kind } of rows) await haveMain(work, party, kind);
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
