import { sql } from "kysely";
import { newId } from "#kernel/id";
import { tellByRule, type Work } from "#records";
import type { MessageState } from "../contract/conversation-objects.ts";

/** A message as it is first written down. */
export interface NewMessage {
  readonly conversation: string;
  readonly at: Date;
  readonly direction: "in" | "out" | "note";
  readonly kind?: "message" | "call" | "form" | "event";
  readonly author?: string | null;
  readonly sender?: string | null;
  readonly senderName?: string | null;
  readonly recipients?: Readonly<Record<string, readonly string[]>>;
  readonly subject?: string | null;
  readonly body?: string | null;
  readonly html?: string | null;
  readonly ownLength?: number | null;
  readonly automatic?: boolean;
  readonly externalId?: string | null;
  readonly inReplyTo?: string | null;
  readonly state: MessageState;
  readonly sendAt?: Date | null;
  readonly details?: Readonly<Record<string, unknown>>;
  /** Files that are kept already, in their order. */
  readonly files?: readonly { readonly id: string; readonly contentId?: string | null }[];
}

/** Writes a message down with its files; the history and live screens hear of it. Answers its id. */
export async function keepMessage(work: Work, message: NewMessage): Promise<string> {
  const id = newId();
  await work.db
    .insertInto("messages")
    .values({
      id,
      conversation_id: message.conversation,
      at: message.at,
      direction: message.direction,
      kind: message.kind ?? "message",
      author_id: message.author ?? null,
      sender: message.sender ?? null,
      sender_name: message.senderName?.slice(0, 200) ?? null,
      recipients: JSON.stringify(message.recipients ?? {}),
      subject: message.subject?.slice(0, 500) ?? null,
      body: message.body ?? null,
      html: message.html ?? null,
      own_length: message.ownLength ?? null,
      automatic: message.automatic ?? false,
      external_id: message.externalId ?? null,
      in_reply_to: message.inReplyTo ?? null,
      state: message.state,
      state_at: work.now,
      send_at: message.sendAt ?? null,
      details: JSON.stringify(message.details ?? {}),
      created_by: work.actor.userId,
      updated_by: work.actor.userId,
    })
    .execute();
  await keepFiles(work, id, message.files ?? []);
  await tellByRule(work, "message", "created", [{ id, changes: {} }]);
  return id;
}

async function keepFiles(work: Work, id: string, files: NonNullable<NewMessage["files"]>): Promise<void> {
  if (files.length === 0) return;
  await sql`insert into message_files (message_id, file_id, content_id, position)
    select ${id}, file, content, place from unnest(
      ${files.map((file) => file.id)}::uuid[], ${files.map((file) => file.contentId ?? null)}::text[])
      with ordinality as files (file, content, place)`.execute(work.db);
}
