import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ImportSummary, runImports } from "#exchange/contract";
import { call } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { watchInTray } from "./tray-watch.ts";

interface RunButtonProps {
  readonly id: string;
  readonly files: readonly ImportSummary[];
  /** There are files left to look at first. */
  readonly quiet: boolean;
}

/** Starts the file, or all files of the session in their order, and goes to where they can be watched. */
export function RunButton({ id, files, quiet }: RunButtonProps) {
  const t = useT();
  const navigate = useNavigate();
  const client = useQueryClient();
  const run = useMutation({
    mutationFn: () => call(runImports, { params: { id }, body: { session: files.length > 1 } }),
    onSuccess: async () => {
      for (const file of files) watchInTray(file.id);
      await navigate({ to: `/imports/${files[0]?.id ?? id}` });
      await client.invalidateQueries({ queryKey: ["imports"] });
    },
    onError: notifyProblem,
  });
  const rows = files.find((file) => file.id === id)?.rows ?? 0;
  const isReady = files.every((file) => file.object !== null);
  return (
    <Button
      variant={quiet ? "default" : "filled"}
      disabled={!isReady}
      loading={run.isPending}
      onClick={() => run.mutate()}
    >
      {files.length > 1
        ? t("exchange.actions.run_all", { count: files.length })
        : t("exchange.actions.run", { count: rows })}
    </Button>
  );
}
