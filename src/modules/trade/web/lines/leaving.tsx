import { Button } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { FormDialog } from "#web/form-dialog.tsx";
import { useT } from "#web/texts.ts";

interface LeavingProps {
  readonly isUnkept: boolean;
  readonly title: string;
  /** What becomes of what was typed. */
  readonly text: string;
}

/** Asks before one leaves lines behind that are not kept. */
export function Leaving({ isUnkept, title, text }: LeavingProps) {
  const t = useT();
  const blocker = useBlocker({
    shouldBlockFn: () => isUnkept,
    enableBeforeUnload: () => isUnkept,
    disabled: !isUnkept,
    withResolver: true,
  });
  if (blocker.status !== "blocked") return null;
  return (
    <FormDialog
      title={title}
      act={t("trade.lines.stay")}
      beside={
        <Button variant="default" onClick={blocker.proceed}>
          {t("trade.lines.leave")}
        </Button>
      }
      onSubmit={blocker.reset}
      onClose={blocker.reset}
    >
      {text}
    </FormDialog>
  );
}
