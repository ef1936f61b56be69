import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Access, ObjectMetadata } from "#records/contract";
import { useObject } from "#records/web";
import { call } from "#web/client.ts";
import { useLive } from "#web/live.ts";
import { endShare, listShares, shareRecord } from "../../contract/shares.ts";

/** To whom a record is given: a user or a team. */
export type Receiver = { readonly user: string } | { readonly team: string };

interface Giving {
  readonly to: Receiver;
  readonly access: Access;
  /** Refused where the record is shared with them. */
  readonly anew?: boolean;
}

/** Whether records of the object can be shared by themselves; what hangs on a record is shared with that. */
export function isShared(object: ObjectMetadata): boolean {
  return !object.closed && !object.through && object.module !== "platform";
}

/** With whom a record is shared, kept true while it is open. */
export function useShares(object: string, id: string) {
  const { plural } = useObject(object);
  const client = useQueryClient();
  const params = { plural, id };
  const queryKey = ["shares", object, id];
  const refresh = () => client.invalidateQueries({ queryKey });
  useLive(object, ({ name }) => {
    if (name === "platform.record_shared" || name === "platform.share_ended") void refresh();
  });
  const shares = useQuery({ queryKey, queryFn: () => call(listShares, { params }) });
  const giving = useMutation({
    mutationFn: ({ to, ...how }: Giving) => call(shareRecord, { params, body: { ...to, ...how } }),
    onSettled: refresh,
  });
  const ending = useMutation({
    mutationFn: (share: string) => call(endShare, { params: { ...params, share } }),
    onSettled: refresh,
  });
  return { shares: shares.data, error: shares.error, giving, ending };
}
