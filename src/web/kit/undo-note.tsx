import { Button } from "@mantine/core";
import { useT } from "./texts.ts";

/** What was done, and the way back beside it. */
export function UndoNote({ text, onUndo }: { text: string; onUndo: () => void }) {
  const t = useT();
  return (
    <span style={{ display: "flex", alignItems: "center", justifyContent: "space-between", gap: 12 }}>
      <span style={{ overflowWrap: "anywhere" }}>{text}</span>
      <Button variant="subtle" size="compact-sm" onClick={onUndo} style={{ flex: "none" }}>
        {t("shell.undo")}
      </Button>
    </span>
  );
}
