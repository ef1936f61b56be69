import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { call } from "#web/client.ts";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { acceptInvitation, readInvitation } from "../../contract/users.ts";
import { Door } from "./door.tsx";
import { tokenOfLink } from "./entering.ts";
import { NewPasswordForm } from "./new-password-form.tsx";

export default function Invitation() {
  const t = useT();
  const [token] = useState(tokenOfLink);
  const reading = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => call(readInvitation, { body: { token } }),
    retry: false,
  });
  if (reading.error) {
    return (
      <Door title={t("door.invitation.void")} text={problemText(reading.error)}>
        <Anchor component={Link} to="/sign-in" size="sm">
          {t("door.forgotten.back")}
        </Anchor>
      </Door>
    );
  }
  if (!reading.data) return null;
  const { name, email, organisation } = reading.data;
  return (
    <Door
      title={t("door.invitation.title", { name })}
      text={t("door.invitation.text", { organisation, email })}
    >
      <NewPasswordForm
        act={t("door.invitation.act")}
        email={email}
        choose={(password) => call(acceptInvitation, { body: { token, password } })}
        onDone={() => location.assign("/")}
      />
    </Door>
  );
}
