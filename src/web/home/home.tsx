import { SegmentedControl } from "@mantine/core";
import { useMetadata } from "#records/web";
import type { HomePart } from "#web/home-part.ts";
import { PageBar } from "#web/page-bar.tsx";
import { useGrant } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { modules } from "../modules.ts";
import { useAmountOfRecords } from "./amount-of-records.ts";
import { Changes } from "./changes.tsx";
import { FirstSteps } from "./first-steps.tsx";
import styles from "./home.module.css";
import { Numbers } from "./numbers.tsx";
import { StalledDeals } from "./stalled-deals.tsx";
import { Tasks } from "./tasks.tsx";
import { useWhose, whoseChoices } from "./whose.ts";

const parts = modules.flatMap((one) => one.homeParts ?? []);

/** The first thing in the morning: what to do, what is stuck, how it stands, what happened. */
export default function Home() {
  const t = useT();
  const { objects } = useMetadata();
  const [whose] = useWhose();
  const deals = useAmountOfRecords("deal");
  // Without a deal there is nothing to count or to push on: then what there is to do has the room.
  const sells = objects.deal !== undefined && deals !== 0;
  return (
    <>
      <PageBar title={t("shell.home")} actions={<WhoseSwitch />} />
      <div className={styles.page}>
        <FirstSteps />
        {sells && (
          <div className={styles.top}>
            <Parts column="top" />
          </div>
        )}
        <div className={styles.columns}>
          <div className={styles.column}>
            {objects.task && <Tasks whose={whose} />}
            {sells && <StalledDeals whose={whose} />}
            {sells && <Parts column="left" />}
          </div>
          <div className={styles.column}>
            {sells && <Parts column="right" />}
            {sells && <Numbers whose={whose} />}
            <Changes />
          </div>
        </div>
      </div>
    </>
  );
}

/** What the rooms put here. */
function Parts({ column }: Pick<HomePart, "column">) {
  const [whose] = useWhose();
  return parts
    .filter((part) => part.column === column)
    .map(({ key, component: Part }) => <Part key={key} whose={whose} />);
}

// Only for those whose rights reach beyond their own.
function WhoseSwitch() {
  const t = useT();
  const [whose, setWhose] = useWhose();
  const reach = useGrant("deal").read;
  if (reach === "none" || reach === "own") return null;
  const offered = whoseChoices.filter((choice) => choice !== "all" || reach === "all");
  return (
    <SegmentedControl
      size="xs"
      aria-label={t("home.whose.label")}
      value={whose}
      onChange={(choice) => setWhose(choice as typeof whose)}
      data={offered.map((choice) => ({ value: choice, label: t(`home.whose.${choice}`) }))}
    />
  );
}
