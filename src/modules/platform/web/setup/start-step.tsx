import { Loader, Stack, UnstyledButton } from "@mantine/core";
import { IconBuildingStore, IconDatabaseImport, IconFeather } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { request } from "#web/client.ts";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { ProblemNote } from "#web/problem-note.tsx";
import styles from "./start-step.module.css";

const ways = [
  { key: "demonstration", icon: IconBuildingStore },
  { key: "import", icon: IconDatabaseImport },
  { key: "empty", icon: IconFeather },
] as const;

/** How to begin: with somebody else's company to look at, with one's own files, or with nothing. */
export function StartStep() {
  const t = useT();
  const starting = useMutation({
    mutationFn: async (way: (typeof ways)[number]["key"]) => {
      // A capability of the sales module, which stands above this one: asked by its address.
      if (way === "demonstration") await request("POST", "/api/demonstration");
      return way;
    },
    onSuccess: (way) => location.assign(way === "import" ? "/imports/new" : "/"),
  });
  return (
    <Stack gap="sm">
      {ways.map(({ key, icon: Icon }) => (
        <UnstyledButton
          key={key}
          className={styles.choice}
          disabled={starting.isPending}
          onClick={() => starting.mutate(key)}
        >
          <span className={styles.icon}>
            {starting.isPending && starting.variables === key ? (
              <Loader size={20} />
            ) : (
              <Icon size={20} stroke={1.5} />
            )}
          </span>
          <span>
            <div className={styles.name}>{t(`setup.start.${key}`)}</div>
            <div className={styles.text}>{t(`setup.start.${key}_text`)}</div>
          </span>
        </UnstyledButton>
      ))}
      <ProblemNote text={starting.error ? problemText(starting.error) : undefined} />
    </Stack>
  );
}
