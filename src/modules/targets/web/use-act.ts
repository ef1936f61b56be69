import { useState } from "react";
import { ApiProblem } from "#web/client.ts";
import { useReadAnew } from "./use-read.ts";

/** Does a change once, tells what is wrong with it, and has everything read anew. */
export function useAct(onDone: () => void) {
  const anew = useReadAnew();
  const [state, setState] = useState<{ busy: boolean; problem?: string | undefined }>({ busy: false });
  const act = (change: () => Promise<unknown>) => {
    setState({ busy: true });
    change()
      .then(async () => {
        await anew();
        onDone();
      })
      .catch((error: unknown) => {
        const told =
          error instanceof ApiProblem ? (error.problem.detail ?? error.problem.title) : String(error);
        setState({ busy: false, problem: told });
      });
  };
  return { ...state, act };
}
