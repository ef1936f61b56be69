import { Input, MultiSelect, SegmentedControl, TextInput } from "@mantine/core";
import { useState } from "react";
import { dayIn } from "#kernel/period";
import { DayInput, useRecords } from "#records/web";
import { call } from "#web/client.ts";
import { FormDialog } from "#web/form-dialog.tsx";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import {
  changePlan,
  commissionBases,
  type CommissionPlan,
  makePlan,
  type PlanBody,
  type Tier,
} from "../../contract/commission.ts";
import { periodAt, type PeriodUnit, periodUnits } from "../../contract/periods.ts";
import { useTargetsAct } from "../acting.ts";
import { TierRows } from "./tier-rows.tsx";

/** Makes a plan or changes it: for whom, by which period, and from which part of the target on which rate. */
export function PlanDialog({
  plan,
  onClose,
}: {
  readonly plan: CommissionPlan | null;
  readonly onClose: () => void;
}) {
  const t = useT();
  const { timeZone } = useSession().user;
  const users = useRecords("user", { fields: ["name"], sort: "name", limit: 200 });
  const { busy, problem, act } = useTargetsAct(onClose);
  const [name, setName] = useState(plan?.name ?? "");
  const [base, setBase] = useState<PlanBody["base"]>(plan?.base ?? "deal_won");
  const [unit, setUnit] = useState<PeriodUnit>(plan?.unit ?? "month");
  const [startsOn, setStartsOn] = useState(plan?.starts_on ?? periodAt("month", dayIn(timeZone)).from);
  const [endsOn, setEndsOn] = useState(plan?.ends_on ?? "");
  const [tiers, setTiers] = useState<readonly Tier[]>(plan?.tiers ?? [{ from: "0", rate: "5" }]);
  const [members, setMembers] = useState<string[]>(plan?.members.map(({ id }) => id) ?? []);
  const isBegun = plan !== null && plan.closedUpTo !== null;
  const submit = () => {
    const body: PlanBody = {
      name,
      base,
      unit,
      starts_on: startsOn,
      ends_on: endsOn || null,
      tiers: [...tiers],
      members,
    };
    void act(() => (plan ? call(changePlan, { params: { id: plan.id }, body }) : call(makePlan, { body })));
  };
  return (
    <FormDialog
      title={name || t("targets.commission.new_plan")}
      act={t("targets.commission.save")}
      busy={busy}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={t("targets.commission.name")}
        required
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <Input.Wrapper label={t("targets.commission.by")} labelElement="div">
        <SegmentedControl
          size="xs"
          disabled={isBegun}
          aria-label={t("targets.commission.by")}
          value={base}
          onChange={(chosen) => setBase(chosen as typeof base)}
          data={commissionBases.map((key) => ({ value: key, label: t(`targets.commission.bases.${key}`) }))}
        />
      </Input.Wrapper>
      <Input.Wrapper label={t("targets.period.unit")} labelElement="div">
        <SegmentedControl
          size="xs"
          disabled={isBegun}
          aria-label={t("targets.period.unit")}
          value={unit}
          onChange={(chosen) => setUnit(chosen as PeriodUnit)}
          data={periodUnits.map((key) => ({ value: key, label: t(`targets.period.${key}`) }))}
        />
      </Input.Wrapper>
      {!isBegun && (
        <DayInput
          label={t("targets.commission.starts_on")}
          value={startsOn}
          onChange={(day) => day && setStartsOn(day)}
        />
      )}
      <DayInput
        label={t("targets.commission.ends_on")}
        value={endsOn || null}
        onChange={(day) => setEndsOn(day ?? "")}
      />
      <TierRows tiers={tiers} onChange={setTiers} />
      <MultiSelect
        label={t("targets.commission.sellers")}
        searchable
        // Enter takes what is marked in the list; where nothing is, it does not send the form away.
        onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
        value={members}
        onChange={setMembers}
        data={users.rows.map(({ id, name: title }) => ({ value: id, label: String(title ?? "") }))}
      />
    </FormDialog>
  );
}
