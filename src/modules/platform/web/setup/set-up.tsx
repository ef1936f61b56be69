import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#web/client.ts";
import { useLocale, useT } from "#web/texts.ts";
import type { Organisation } from "../../contract/organisation.ts";
import { getSetup, setUp } from "../../contract/setup.ts";
import { Door } from "../door/door.tsx";
import { currencyOf, deviceCountry, deviceTimeZone } from "../places-of-the-world.ts";
import { OrganisationStep } from "./organisation-step.tsx";
import { type Owner, OwnerStep } from "./owner-step.tsx";
import { StartStep } from "./start-step.tsx";
import { Steps } from "./steps.tsx";

type Step = "organisation" | "owner" | "start";

/** The first visit: what the organisation is, who owns it, how to begin. What was typed survives going back. */
export default function SetUp() {
  const t = useT();
  const locale = useLocale();
  const [step, setStep] = useState<Step>("organisation");
  const [organisation, setOrganisation] = useState<Omit<Organisation, "locale">>(firstGuess);
  const [owner, setOwner] = useState<Owner>({ name: "", email: "", password: "" });
  useAlreadyDone();
  return (
    <Door
      wide
      title={t(`setup.${step}.title`)}
      text={t(`setup.${step}.text`)}
      above={<Steps steps={["organisation", "owner", "start"]} now={step} />}
    >
      {step === "organisation" && (
        <OrganisationStep value={organisation} onChange={setOrganisation} onNext={() => setStep("owner")} />
      )}
      {step === "owner" && (
        <OwnerStep
          value={owner}
          onChange={setOwner}
          onBack={() => setStep("organisation")}
          make={() => call(setUp, { body: { organisation: { ...organisation, locale }, owner } })}
          onDone={() => setStep("start")}
        />
      )}
      {step === "start" && <StartStep />}
    </Door>
  );
}

// Who comes late, by a bookmark or a second window, belongs to the sign-in.
function useAlreadyDone(): void {
  useQuery({
    queryKey: ["setup", "visited"],
    queryFn: async () => {
      const answer = await call(getSetup);
      if (answer.done) location.replace("/");
      return answer;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

function firstGuess(): Omit<Organisation, "locale"> {
  const country = deviceCountry() ?? "";
  return { name: "", country, currency: country ? currencyOf(country) : "", timeZone: deviceTimeZone() };
}
