import { useState } from "react";
import { useT } from "#web/texts.ts";
import { CredentialsForm } from "./credentials-form.tsx";
import { Door } from "./door.tsx";
import { enter } from "./entering.ts";
import { SecondFactorForm } from "./second-factor-form.tsx";

export default function SignIn() {
  const t = useT();
  const [challenged, setChallenged] = useState(false);
  if (challenged) return <SecondFactorForm onDone={enter} onBack={() => setChallenged(false)} />;
  return (
    <Door title={t("door.sign_in.title")}>
      <CredentialsForm onDone={({ secondFactor }) => (secondFactor ? setChallenged(true) : enter())} />
    </Door>
  );
}
