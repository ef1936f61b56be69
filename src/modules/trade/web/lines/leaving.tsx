import { Button } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { FormDialog } from "#web/form-dialog.tsx";
import { useT } from "#web/texts.ts";

/** Asks before one leaves lines behind that could not be kept. */
export function Leaving({ isUnkept }: { readonly isUnkept: boolean }) {
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
      title={t("trade.lines.leaving")}
      act={t("trade.lines.stay")}
      beside={
        <Button variant="default" onClick={blocker.proceed}>
          {t("trade.lines.leave")}
        </Button>
      }
      onSubmit={blocker.reset}
      onClose={blocker.reset}
    >
      {t("trade.lines.leaving_text")}
    </FormDialog>
  );
}
