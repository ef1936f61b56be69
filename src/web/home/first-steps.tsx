import { Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMetadata } from "#records/web";
import { ObjectIcon } from "#web/icon.tsx";
import { useCan, useGrant } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { keepInAccount, useAccountPreference } from "../frame/account-preferences.ts";
import { useShell } from "../frame/shell.ts";
import { useAmountOfRecords } from "./amount-of-records.ts";
import styles from "./first-steps.module.css";

const hiddenKey = "first_steps_hidden";

interface FirstStep {
  readonly name: "import" | "invite" | "deal";
  readonly icon: string;
  readonly done: boolean;
  readonly act: ReactNode;
}

/** While the organisation is empty, the way in: bring what there is, bring the others, begin to sell. */
export function FirstSteps() {
  const t = useT();
  const steps = useFirstSteps();
  const hidden = useAccountPreference(hiddenKey) === true;
  if (hidden || !steps || steps.length === 0) return null;
  const hide = () => void keepInAccount(hiddenKey, true);
  return (
    <section className={styles.start} aria-labelledby="first-steps">
      <header className={styles.head}>
        <h2 id="first-steps">{t("home.start.title")}</h2>
        <Button variant="subtle" color="gray" size="compact-sm" onClick={hide}>
          {t("home.start.hide")}
        </Button>
      </header>
      <ol className={styles.steps}>
        {steps.map((step) => (
          <Step key={step.name} step={step} />
        ))}
      </ol>
    </section>
  );
}

/** The steps the user may take; none once customers and deals are there, undefined until that is known. */
function useFirstSteps(): readonly FirstStep[] | undefined {
  const t = useT();
  const { create } = useShell();
  const mayImport = useCan("imports:run");
  const mayInvite = useCan("users:manage");
  const { objects } = useMetadata();
  const mayDeal = useGrant("deal").create && objects.deal !== undefined;
  const companies = useAmountOfRecords("company");
  const people = useAmountOfRecords("person");
  const users = useAmountOfRecords("user");
  const deals = useAmountOfRecords("deal");
  if (companies === undefined || people === undefined || users === undefined || deals === undefined)
    return undefined;
  const customers = companies + people;
  if (customers > 0 && deals > 0) return [];
  const newDeal = (
    <Button variant="default" size="xs" onClick={() => create("deal")}>
      {t("home.start.deal_act")}
    </Button>
  );
  const steps: (FirstStep | false)[] = [
    mayImport && {
      name: "import",
      icon: "upload",
      done: customers > 0,
      act: <Go to="/imports">{t("home.start.import_act")}</Go>,
    },
    mayInvite && {
      name: "invite",
      icon: "user-plus",
      done: users > 1,
      act: <Go to="/settings/users">{t("home.start.invite_act")}</Go>,
    },
    mayDeal && { name: "deal", icon: "currency-euro", done: deals > 0, act: newDeal },
  ];
  return steps.filter((step) => step !== false);
}

function Step({ step: { name, icon, done, act } }: { step: FirstStep }) {
  const t = useT();
  return (
    <li className={styles.step} data-done={done}>
      <span className={styles.icon}>
        {done ? <IconCheck size={18} stroke={2} aria-hidden="true" /> : <ObjectIcon name={icon} size={18} />}
      </span>
      <h3>{t(`home.start.${name}`)}</h3>
      <p>{t(`home.start.${name}_text`)}</p>
      <div className={styles.act}>
        {done ? <span className={styles.done}>{t("home.start.done")}</span> : act}
      </div>
    </li>
  );
}

function Go({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Button component={Link} to={to} variant="default" size="xs">
      {children}
    </Button>
  );
}
