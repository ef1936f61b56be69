import { Button } from "@mantine/core";
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { ApiProblem, Unreachable } from "#web/client.ts";
import { EmptyState } from "#web/empty-state.tsx";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { NotFoundScreen } from "./not-found-screen.tsx";

/** A screen that could not be shown: what happened, and the way on. */
export function ErrorScreen({ error, reset }: ErrorComponentProps) {
  const t = useT();
  const router = useRouter();
  if (error instanceof ApiProblem && error.problem.code === "not_found") return <NotFoundScreen />;
  const away = error instanceof Unreachable;
  const again = () => {
    reset();
    void router.invalidate();
  };
  return (
    <EmptyState
      icon={away ? "wifi-off" : "alert-triangle"}
      title={t(away ? "shell.error.unreachable" : "shell.error.screen")}
      text={away ? t("shell.error.unreachable_text") : problemText(error)}
      action={<Button onClick={again}>{t("shell.error.again")}</Button>}
    />
  );
}
