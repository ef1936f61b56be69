import { Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useMetadata, useTotals } from "#records/web";
import { ObjectIcon } from "#web/icon.tsx";
import { useCan, useGrant } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { useShell } from "../frame/shell.ts";
import styles from "./first-steps.module.css";

const hiddenKey = "rapport.first-steps-hidden";

/** While the organisation is empty, the way in: bring what there is, bring the others, begin to sell. */
export function FirstSteps() {
  const t = useT();
  const { objects } = useMetadata();
  const { create } = useShell();
  const [hidden, setHidden] = useState(localStorage.getItem(hiddenKey) === "true");
  const mayImport = useCan("imports:run");
  const mayInvite = useCan("users:manage");
  const mayDeal = useGrant("deal").create && objects.deal !== undefined;
  const customers = useCountOf("company") + useCountOf("person");
  const users = useCountOf("user");
  const deals = useCountOf("deal");
  const all = [
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
    mayDeal && {
      name: "deal",
      icon: "currency-euro",
      done: deals > 0,
      act: (
        <Button variant="default" size="xs" onClick={() => create("deal")}>
          {t("home.start.deal_act")}
        </Button>
      ),
    },
  ];
  const steps = all.filter((step) => step !== false);
  // Counts that are not there yet are not a number: better nothing than a flash of first steps.
  if (
    hidden ||
    Number.isNaN(customers + users + deals) ||
    (customers > 0 && deals > 0) ||
    steps.every(({ done }) => done)
  )
    return null;
  const hide = () => {
    localStorage.setItem(hiddenKey, "true");
    setHidden(true);
  };
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
          <Step key={step.name} {...step} />
        ))}
      </ol>
    </section>
  );
}

function Step({ name, icon, done, act }: { name: string; icon: string; done: boolean; act: ReactNode }) {
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

function useCountOf(object: string): number {
  const known = useMetadata().objects[object] !== undefined;
  const totals = useTotals(object, { enabled: known });
  if (!known) return 0;
  return totals.data ? (totals.data[0]?.count ?? 0) : Number.NaN;
}
