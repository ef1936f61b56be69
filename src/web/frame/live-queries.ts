import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { catalogueChanged } from "#records/contract";
import { platformEvents } from "#platform/contract";
import { startLive, useLive } from "#web/live.ts";
import { useSession } from "#web/session.ts";

// What changes when these objects do, besides their own records: names of queries in the browser.
const dependents: Readonly<Record<string, readonly string[]>> = {
  user: ["session"],
  role: ["session", "metadata"],
};

/** Opens the live stream, and reads anew what it says has changed. Records are kept true by their own screens. */
export function useLiveQueries(): void {
  const client = useQueryClient();
  useEffect(startLive, []);
  const { user } = useSession();
  useLive("*", ({ object, ids, kind, name }) => {
    // What one may see may be another now: nothing that was read is trusted.
    const mayConcernMe = object !== "user" || ids.includes(user.id);
    const rightsChanged = name === platformEvents.rightsChanged || object === "team" || object === "user";
    if (kind === "resync" || (rightsChanged && mayConcernMe)) return void client.invalidateQueries();
    if (name === catalogueChanged) void client.invalidateQueries({ queryKey: ["metadata"] });
    for (const name of dependents[object] ?? []) void client.invalidateQueries({ queryKey: [name] });
    // What no screen holds open at this moment is read anew when it is opened.
    void client.invalidateQueries({ queryKey: ["records", object], refetchType: "none" });
    void client.invalidateQueries({ queryKey: ["home"] });
  });
}
