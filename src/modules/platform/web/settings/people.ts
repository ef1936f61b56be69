import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { OutputOf } from "#kernel/action";
import type { LinkValue, Page, RecordData } from "#records/contract";
import { call, request } from "#web/client.ts";
import { useLive } from "#web/live.ts";
import { listAccess } from "../../contract/users.ts";

export interface UserLine {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly jobTitle: string | null;
  readonly team: LinkValue | null;
  readonly roles: readonly LinkValue[];
  readonly access: Access | undefined;
}

type Access = OutputOf<typeof listAccess>["data"][number];

export interface TeamLine {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly parent: LinkValue | null;
  readonly manager: LinkValue | null;
}

/** All users with how they get in, by name. */
export function useUsers(): readonly UserLine[] | undefined {
  const refresh = useRefreshPeople();
  useLive("user", refresh);
  return useQuery({
    queryKey: ["settings", "users"],
    queryFn: async () => {
      const [users, access] = await Promise.all([everything("users"), call(listAccess)]);
      const byUser = new Map(access.data.map((one) => [one.userId, one]));
      return users.map((user) => userLine(user, byUser.get(user.id)));
    },
  }).data;
}

/** All teams, by name. */
export function useTeams(): readonly TeamLine[] | undefined {
  const refresh = useRefreshPeople();
  useLive("team", refresh);
  return useQuery({ queryKey: ["settings", "teams"], queryFn: () => everything("teams") }).data as
    | readonly TeamLine[]
    | undefined;
}

export function useRefreshPeople(): () => void {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: ["settings"] });
}

function userLine(user: RecordData, access: Access | undefined): UserLine {
  return {
    id: user.id,
    name: user["name"] as string,
    email: user["email"] as string | null,
    jobTitle: user["job_title"] as string | null,
    team: user["team"] as LinkValue | null,
    roles: (user["roles"] ?? []) as readonly LinkValue[],
    access,
  };
}

async function everything(plural: string): Promise<readonly RecordData[]> {
  const found: RecordData[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: Page = await request("GET", `/api/${plural}`, {
      query: { limit: 200, sort: "name", cursor },
    });
    found.push(...page.data);
    cursor = page.next;
  }
  return found;
}
