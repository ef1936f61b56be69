import { useState } from "react";
import { call } from "#web/client.ts";
import { useT } from "#web/texts.ts";
import { resetPassword } from "../../contract/session.ts";
import { Door } from "./door.tsx";
import { tokenOfLink } from "./entering.ts";
import { NewPasswordForm } from "./new-password-form.tsx";

export default function PasswordReset() {
  const t = useT();
  const [token] = useState(tokenOfLink);
  return (
    <Door title={t("door.reset.title")} text={t("door.reset.text")}>
      <NewPasswordForm
        act={t("door.reset.act")}
        choose={(password) => call(resetPassword, { body: { token, password } })}
        onDone={() => location.assign("/sign-in")}
      />
    </Door>
  );
}
