import { queryOptions } from "@tanstack/react-query";
import { call } from "#web/client.ts";
import { listMailboxes } from "../../contract/mailboxes.ts";

export const mailboxesKey = ["channels", "mailboxes"];

export const mailboxesQuery = queryOptions({
  queryKey: mailboxesKey,
  queryFn: () => call(listMailboxes),
  // How they are changes by itself.
  refetchInterval: 10_000,
});
