import type { Webhook, WebhookDefinition, WebhookTopic } from "#exchange/contract";

/** A header as it is being written: without a value it keeps the one it has. */
export interface DraftHeader {
  readonly key: number;
  readonly name: string;
  readonly value: string;
  readonly isKept: boolean;
}

/** A topic as it is being written; told apart while its object may still change. */
export interface DraftTopic extends WebhookTopic {
  readonly key: number;
}

/** A webhook as it is being written. */
export interface WebhookDraft {
  readonly name: string;
  readonly address: string;
  readonly topics: readonly DraftTopic[];
  readonly payload: "ids" | "records";
  readonly roleId: string | null;
  readonly headers: readonly DraftHeader[];
}

let keys = 0;

export function draftOf(webhook: Webhook | undefined): WebhookDraft {
  return {
    name: webhook?.name ?? "",
    address: webhook?.address ?? "",
    topics: webhook?.topics.map((topic) => ({ ...topic, key: ++keys })) ?? [],
    payload: webhook?.payload ?? "ids",
    roleId: webhook?.role.id ?? null,
    headers: webhook?.headers.map((name) => ({ key: ++keys, name, value: "", isKept: true })) ?? [],
  };
}

export function newTopic(object: string): DraftTopic {
  return { key: ++keys, object, events: ["created", "changed"] };
}

export function newHeader(): DraftHeader {
  return { key: ++keys, name: "", value: "", isKept: false };
}

/** Whether there is enough to be saved. */
export function isWhole({ name, address, topics, roleId }: WebhookDraft): boolean {
  const told = topics.length > 0 && topics.every(({ events }) => events.length > 0);
  return name.trim() !== "" && address.trim() !== "" && roleId !== null && told;
}

export function definitionOf(draft: WebhookDraft): WebhookDefinition {
  return {
    name: draft.name.trim(),
    address: draft.address.trim(),
    topics: draft.topics.map(topicOf),
    payload: draft.payload,
    role_id: draft.roleId ?? "",
    headers: draft.headers.map(({ name, value }) => ({ name: name.trim(), ...(value ? { value } : {}) })),
  };
}

function topicOf({ object, events, fields, filter }: DraftTopic): WebhookTopic {
  return { object, events, ...(fields ? { fields } : {}), ...(filter ? { filter } : {}) };
}

/** The list with one of its entries, told by its key, as it is to be; without it where there is nothing to be. */
export function replaced<T extends { readonly key: number }>(
  list: readonly T[],
  { key }: T,
  by: T | null,
): readonly T[] {
  return list.flatMap((one) => (one.key === key ? (by ?? []) : one));
}
