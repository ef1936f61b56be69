import { sql } from "kysely";
import { channelEvents } from "#channels/contract";
import { type Actor, create, type Work } from "#records";
import { type Office, openOffice } from "../../../../test/office.ts";
import { ticketsHear } from "../tickets/hearing.ts";

/** A service desk with a mailbox, where tests of service take place. */
export interface Desk extends Office {
  readonly agent: Actor & { readonly userId: string };
  /** A conversation in which they wrote at `at`. */
  conversation(values?: Readonly<Record<string, unknown>>, at?: string): Promise<string>;
  /** Something is said in it, and the tickets hear of it. */
  says(
    conversation: string,
    said: { direction: "in" | "out"; at: string; automatic?: boolean },
  ): Promise<void>;
  /** A unit of the product itself that takes place at `now`. */
  at<T>(now: string, capability: (work: Work) => Promise<T>, actor?: Actor): Promise<T>;
}

export async function openDesk(): Promise<Desk> {
  const office = await openOffice();
  const agent = (await office.colleague("Ana Agent")) as Desk["agent"];
  const { id: account } = await office.as(agent, (work) =>
    create(work, "channel_account", { name: "Support", kind: "mailbox", address: "help@vitosha.example" }),
  );
  const database = office.runtime.database;
  const says: Desk["says"] = async (conversation, { direction, at, automatic = false }) => {
    const { rows } = await sql<{ id: string }>`
      insert into messages (conversation_id, at, direction, author_id, body, automatic, state)
      values (${conversation}, ${at}, ${direction}, ${direction === "out" ? agent.userId : null}, 'It does not print', ${automatic},
        ${direction === "in" ? "received" : "sent"}) returning id`.execute(database);
    await sql`update conversations set waiting_since = ${direction === "in" ? at : null} where id = ${conversation}`.execute(
      database,
    );
    await ticketsHear.hear(office.runtime, {
      name: direction === "in" ? channelEvents.messageReceived : channelEvents.messageSent,
      object: "message",
      records: [rows[0]?.id ?? ""],
      payload: { conversation, automatic },
      sequence: "1",
      at,
      actorId: null,
    });
  };
  return {
    ...office,
    agent,
    says,
    async conversation(values = {}, at = new Date().toISOString()) {
      const { id } = await office.runtime.runAsSystem((work) =>
        create(
          work,
          "conversation",
          { subject: "The printer is silent", channel: "email", account, ...values },
          { governed: true },
        ),
      );
      await says(id, { direction: "in", at });
      return id;
    },
    at: (now, capability, actor) => {
      const then = (work: Work) => capability({ ...work, now: new Date(now) });
      return actor ? office.runtime.run(actor, "screen", then) : office.runtime.runAsSystem(then);
    },
  };
}
