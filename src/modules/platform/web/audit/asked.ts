import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { auditKinds } from "#kernel/audit";

/** What of the log is looked at, as it stands in the address; empty where all of it is. */
export interface Asked {
  readonly words: string;
  /** Id of a user. */
  readonly who: string;
  /** A kind of entry, or a group of kinds. */
  readonly kind: string;
  readonly source: string;
  readonly object: string;
  readonly record: string;
  readonly field: string;
  /** Days, as `YYYY-MM-DD`; both included. */
  readonly from: string;
  readonly until: string;
}

const nothing: Asked = {
  words: "",
  who: "",
  kind: "",
  source: "",
  object: "",
  record: "",
  field: "",
  from: "",
  until: "",
};

const names = Object.keys(nothing) as (keyof Asked)[];

export interface AskedState {
  readonly asked: Asked;
  readonly isAsked: boolean;
  /** Changes what is asked for; a step to go back to, but for words while they are typed. */
  readonly ask: (change: Partial<Asked>) => void;
  readonly clear: () => void;
}

/** The conditions on the log, which the address holds, so that they can be sent to a colleague. */
export function useAsked(): AskedState {
  const address: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  return useMemo(() => {
    const asked = Object.fromEntries(
      names.map((name) => [name, String(address[name] ?? "")]),
    ) as unknown as Asked;
    const go = (next: Asked, replace = false) =>
      void navigate({ to: ".", search: stated(next) as never, replace, resetScroll: false });
    return {
      asked,
      isAsked: Object.keys(stated(asked)).length > 0,
      ask: (change) => go({ ...asked, ...ofAnother(asked, change), ...change }, "words" in change),
      clear: () => go(nothing),
    };
  }, [address, navigate]);
}

// A record and a field are of one kind of record.
function ofAnother(asked: Asked, { object }: Partial<Asked>): Partial<Asked> {
  return object === undefined || object === asked.object ? {} : { record: "", field: "" };
}

function stated(asked: Asked): Partial<Asked> {
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ""));
}

/** What the server is asked for. */
export function queryOf({ words, who, kind, from, until, ...rest }: Asked): Record<string, string> {
  const group = Object.entries(auditKinds).find(([name]) => name === kind);
  const text = words.trim();
  return {
    ...stated({ ...nothing, ...rest }),
    ...(text.length > 1 && { words: text }),
    ...(who && { actor: who }),
    ...(kind && { kind: group ? group[1].join(",") : kind }),
    ...(from && { from: startOf(from, 0) }),
    ...(until && { until: startOf(until, 1) }),
  };
}

function startOf(day: string, plus: number): string {
  const start = new Date(`${day}T00:00:00`);
  if (Number.isNaN(start.getTime())) return day;
  start.setDate(start.getDate() + plus);
  return start.toISOString();
}
