import { Button, Dialog } from "@mantine/core";
import { useEffect, useId, useSyncExternalStore } from "react";
import { useT } from "#web/texts.ts";
import { layAside, openConflicts, watchConflicts } from "./asking.ts";
import { ConflictQuestion } from "./conflict-question.tsx";

/**
 * Shows both versions where two people changed the same; stands once in the frame. It takes no keyboard away:
 * whoever types on elsewhere must not answer by accident. Laid aside, it waits as a button with all that was written.
 */
export function ConflictHost() {
  const t = useT();
  const { conflicts, aside } = useSyncExternalStore(watchConflicts, openConflicts);
  const title = useId();
  const [first] = conflicts;
  useWarningBeforeLeaving(first !== undefined);
  return (
    <Dialog
      opened={first !== undefined}
      position={{ bottom: 16, right: 16 }}
      size={aside ? "auto" : "min(560px, calc(100vw - 32px))"}
      p={aside ? 0 : "md"}
      shadow="lg"
      withBorder={!aside}
      {...(aside ? {} : { role: "alertdialog", "aria-labelledby": title })}
    >
      {first && aside && (
        <Button onClick={() => layAside(false)}>
          {t("records.conflict.waiting", { count: conflicts.length })}
        </Button>
      )}
      {first && !aside && <ConflictQuestion conflict={first} titleId={title} />}
    </Dialog>
  );
}

function useWarningBeforeLeaving(open: boolean): void {
  useEffect(() => {
    if (!open) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [open]);
}
