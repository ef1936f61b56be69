import type { Connection } from "./messages.ts";

/** Milliseconds within which a browser that lost its connection opens another. */
const patience = 10_000;

interface Speaker {
  readonly agent: string;
  at: number;
  isLost: boolean;
}

/** By which connections of browsers the calls of the edge are spoken in; a call whose browser does not come back is ended. */
export interface Connections {
  /** One of ours is heard in a call, by a connection; null says that it is the one before. */
  heard(leg: string, agent: string, at: number | null): void;
  /** The other end picked up: where nobody of ours is there any more, it ends at once. */
  answered(leg: string): void;
  left(leg: string): void;
  opened(connection: Connection): void;
  closed(connection: Connection): void;
}

export function connections(end: (leg: string) => void): Connections {
  const speakers = new Map<string, Speaker>();
  const lastOpened = new Map<string, number>();
  const of = ({ by, at }: Connection) => [...speakers].filter(([, one]) => one.agent === by && one.at === at);
  const lose = (connection: Connection): void => {
    for (const [leg, one] of of(connection)) {
      one.isLost = true;
      end(leg);
    }
  };
  return {
    heard(leg, agent, at) {
      const before = speakers.get(leg);
      if (at !== null) speakers.set(leg, { agent, at, isLost: false });
      else if (before?.agent !== agent) speakers.delete(leg);
    },
    answered(leg) {
      if (speakers.get(leg)?.isLost) end(leg);
    },
    left: (leg) => void speakers.delete(leg),
    opened: ({ by, at }) => void lastOpened.set(by, at),
    closed(connection) {
      const { by, at } = connection;
      if (lastOpened.get(by) === at) lastOpened.delete(by);
      const before = lastOpened.get(by);
      const look = (): void => {
        const next = lastOpened.get(by);
        if (next === undefined || next === before) return lose(connection);
        for (const [, one] of of(connection)) one.at = next;
      };
      setTimeout(look, patience).unref();
    },
  };
}
