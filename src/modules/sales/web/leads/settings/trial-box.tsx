import { Input } from "@mantine/core";
import { useState } from "react";
import type { LinkValue } from "#records/contract";
import { FieldInput } from "#records/web";
import { useT } from "#web/texts.ts";
import { Trial } from "../assignment-panel.tsx";

/** Tries the rules out on a lead: nothing is written. */
export function TrialBox() {
  const t = useT();
  const [lead, setLead] = useState<LinkValue | null>(null);
  return (
    <>
      <Input.Wrapper
        mt="md"
        maw={360}
        label={t("sales.leads.try")}
        description={t("sales.leads.settings.try_text")}
      >
        <FieldInput
          object="lead_assignment"
          name="lead"
          field={{ type: "link", to: "lead" }}
          value={lead}
          ariaLabel={t("sales.leads.try")}
          onChange={(value) => setLead(value as LinkValue | null)}
        />
      </Input.Wrapper>
      {lead && <Trial lead={lead.id} />}
    </>
  );
}
