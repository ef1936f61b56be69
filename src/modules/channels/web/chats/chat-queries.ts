import { queryOptions } from "@tanstack/react-query";
import { call } from "#web/client.ts";
import { listChats } from "../../contract/chat.ts";

export const chatsQuery = queryOptions({ queryKey: ["channels", "chats"], queryFn: () => call(listChats) });
