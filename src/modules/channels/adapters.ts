import { AppError } from "#kernel/error";
import type { ChannelAdapter } from "./adapter.ts";
import { chat } from "./chat/chat.ts";
import type { AccountKind } from "./contract/channels.ts";
import { form } from "./forms/form.ts";
import { mailbox } from "./mail/mailbox.ts";
import { messengers } from "./messengers/messengers.ts";

/** Who plays which kind of account. A new channel is a folder and a line here. */
const adapters: Partial<Record<AccountKind, ChannelAdapter>> = { mailbox, chat, form, ...messengers };

/** Throws `channel_not_played` where nobody plays it yet. */
export function adapterOf(kind: AccountKind): ChannelAdapter {
  const adapter = adapters[kind];
  if (!adapter) throw new AppError("channel_not_played");
  return adapter;
}
