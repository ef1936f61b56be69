import { AppError } from "#kernel/error";
import { type Change, get, type Work } from "#records";
import type { OpenStatus } from "../contract/lead-objects.ts";
import { disqualifyLead, moveLead, recycleLead } from "./deciding.ts";
import { isOpenStatus } from "./status.ts";
import { takeQualificationBack } from "./taking-qualification-back.ts";

/** Brings leads back to the status in which they stood, by moving, recycling or taking the qualifying back. */
export async function takeBackStatus(work: Work, leads: readonly Change[]): Promise<void> {
  for (const { id, values } of leads) {
    const goal = values["status"];
    if (!goal) throw new AppError("field_governed", { field: "status" });
    const stands = (await get(work, "lead", id))["status"];
    if (stands === "qualified") await takeQualificationBack(work, id);
    else if (goal === "unqualified")
      await disqualifyLead(work, id, {
        reason: String(values["unqualified_reason"] ?? "other"),
        comment: (values["unqualified_comment"] as string | null) ?? null,
      });
    else if (!isOpenStatus(goal)) throw new AppError("field_governed", { field: "status" });
    else await standAgain(work, id, goal, stands);
  }
}

async function standAgain(work: Work, id: string, goal: OpenStatus, stands: unknown): Promise<void> {
  if (stands === "unqualified") await recycleLead(work, id, goal);
  else if (stands !== goal) await moveLead(work, id, goal);
}
