import { AppError } from "#kernel/error";
import { create, type Work } from "#records";
import type { RecordData } from "#records/contract";
import { customerEvents } from "../contract/events.ts";
import type { InteractionBody } from "../contract/recording.ts";
import { partyInSight } from "../parties/party.ts";

const channelOf = { call: "phone", meeting: "meeting", visit: "visit", message: "email" } as const;
const directionOf = { call: "out", meeting: "both", visit: "both", message: "out" } as const;

/** Clocks of browsers run ahead a little. */
const clockDrift = 5 * 60_000;

/** Writes down what passed between a party and us, once it has: a meeting to come is a task. */
export async function recordInteraction(
  work: Work,
  party: string,
  body: InteractionBody,
): Promise<RecordData> {
  await partyInSight(work, party);
  const at = body.at ? new Date(body.at) : work.now;
  if (at.getTime() > work.now.getTime() + clockDrift) throw new AppError("field_invalid", { field: "at" });
  const interaction = await create(work, "interaction", {
    ...body,
    party,
    at: at.toISOString(),
    channel: body.channel ?? channelOf[body.kind],
    direction: body.direction ?? directionOf[body.kind],
    agent: work.actor.userId,
  });
  work.emit({
    name: customerEvents.interactionRecorded,
    object: "interaction",
    records: [interaction.id],
    payload: { party, kind: body.kind },
  });
  return interaction;
}
