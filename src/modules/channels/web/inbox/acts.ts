import { useQueryClient } from "@tanstack/react-query";
import {
  assignConversation,
  claimConversation,
  closeConversation,
  markAsSpam,
  reopenConversation,
  snoozeConversation,
} from "#channels/contract";
import { patchCached, useAct } from "#records/web";
import { call, request } from "#web/client.ts";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import type { Conversation } from "./conversation.ts";

/** What can be given to a conversation: a colleague, a queue, or nobody. */
export interface Assignment {
  readonly user?: { readonly id: string; readonly title: string } | null;
  readonly queue?: { readonly id: string; readonly title: string } | null;
}

export interface ConversationActs {
  readonly busy: boolean;
  readonly claim: (conversation: Conversation) => Promise<unknown>;
  readonly assign: (some: readonly Conversation[], to: Assignment) => Promise<unknown>;
  readonly close: (some: readonly Conversation[]) => Promise<unknown>;
  readonly reopen: (some: readonly Conversation[]) => Promise<unknown>;
  readonly snooze: (some: readonly Conversation[], until: string) => Promise<unknown>;
  readonly spam: (some: readonly Conversation[]) => Promise<unknown>;
  /** Besides those that they have. */
  readonly tag: (some: readonly Conversation[], tags: readonly string[]) => Promise<unknown>;
}

const atOnce = 4;

/** What is done with conversations, one or many: shown at once, said once, and taken back together. */
export function useConversationActs(): ConversationActs {
  const t = useT();
  const client = useQueryClient();
  const { user } = useSession();
  const { busy, act } = useAct({ objects: ["conversation"], queries: ["inbox", "conversation"] });

  const show = (id: string, values: Partial<Conversation>) =>
    patchCached(client, "conversation", id, (record) => ({ ...record, ...values }));

  async function each(
    some: readonly Conversation[],
    { values, run, done, undo }: Each,
  ): Promise<readonly Conversation[] | null> {
    for (const { id } of some) show(id, values);
    const answer = await act(
      async () => {
        await inLanes(some, run);
        return some;
      },
      t(`inbox.done.${done}`, { count: some.length }),
      { undo: () => inLanes(some, undo) },
    );
    if (answer === null) for (const one of some) show(one.id, one);
    return answer;
  }

  const reopened = ({ id }: Conversation) => call(reopenConversation, { params: { id } });
  return {
    busy,
    claim: async (conversation) => {
      show(conversation.id, { owner: { id: user.id, title: user.name } });
      const answer = await act(
        () => call(claimConversation, { params: { id: conversation.id } }),
        t("inbox.done.claimed"),
        { undo: () => assignedAs(conversation) },
      );
      if (answer === null) show(conversation.id, { owner: conversation.owner });
    },
    assign: (some, to) =>
      each(some, {
        values: {
          ...(to.user !== undefined && { owner: to.user }),
          ...(to.queue !== undefined && { queue: to.queue }),
        },
        run: ({ id }) =>
          call(assignConversation, {
            params: { id },
            body: {
              ...(to.user !== undefined && { user: to.user?.id ?? null }),
              ...(to.queue !== undefined && { queue: to.queue?.id ?? null }),
            },
          }),
        done: to.user === null ? "given_back" : "assigned",
        undo: assignedAs,
      }),
    close: (some) =>
      each(some, {
        values: { state: "closed" },
        run: ({ id }) => call(closeConversation, { params: { id } }),
        done: "closed",
        undo: reopened,
      }),
    reopen: (some) =>
      each(some, {
        values: { state: "open" },
        run: reopened,
        done: "reopened",
        undo: (before) => putBack(before),
      }),
    snooze: (some, until) =>
      each(some, {
        values: { state: "snoozed", snoozed_until: until },
        run: ({ id }) => call(snoozeConversation, { params: { id }, body: { until } }),
        done: "snoozed",
        undo: reopened,
      }),
    spam: (some) =>
      each(some, {
        values: { state: "spam" },
        run: ({ id }) => call(markAsSpam, { params: { id } }),
        done: "spam",
        undo: reopened,
      }),
    tag: (some, tags) =>
      each(some, {
        values: {},
        run: ({ id, tags: before }) => tagged(id, [...new Set([...before, ...tags])]),
        done: "tagged",
        undo: ({ id, tags: before }) => tagged(id, before),
      }),
  };
}

interface Each {
  readonly values: Partial<Conversation>;
  readonly run: (conversation: Conversation) => Promise<unknown>;
  readonly done: string;
  readonly undo: (conversation: Conversation) => Promise<unknown>;
}

function tagged(id: string, tags: readonly string[]): Promise<unknown> {
  return request("PATCH", `/api/conversations/${id}`, { body: { tags } });
}

function assignedAs({ id, owner, queue }: Conversation): Promise<unknown> {
  return call(assignConversation, {
    params: { id },
    body: { user: owner?.id ?? null, queue: queue?.id ?? null },
  });
}

function putBack({ id, state, snoozed_until }: Conversation): Promise<unknown> {
  if (state === "snoozed" && snoozed_until)
    return call(snoozeConversation, { params: { id }, body: { until: snoozed_until } });
  return call(state === "spam" ? markAsSpam : closeConversation, { params: { id } });
}

/** A few beside each other; what fails does not keep the others, and is told once all have had their turn. */
async function inLanes(
  some: readonly Conversation[],
  run: (conversation: Conversation) => Promise<unknown>,
): Promise<void> {
  const waiting = [...some];
  const problems: unknown[] = [];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let one = waiting.shift(); one; one = waiting.shift())
        await run(one).catch((problem: unknown) => problems.push(problem));
    }),
  );
  if (problems.length > 0) throw problems[0];
}
