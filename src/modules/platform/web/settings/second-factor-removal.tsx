import { call } from "#web/client.ts";
import { Modal } from "#web/dialog.tsx";
import { useT } from "#web/texts.ts";
import { removeSecondFactor } from "../../contract/me.ts";
import { PasswordQuestion } from "./password-question.tsx";

export function SecondFactorRemoval({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const t = useT();
  return (
    <Modal opened onClose={onClose} title={t("settings.second_factor.title")}>
      <PasswordQuestion
        text={t("settings.second_factor.off_text")}
        act={t("settings.second_factor.turn_off")}
        color="red"
        ask={(password) => call(removeSecondFactor, { body: { password } })}
        onDone={onDone}
      />
    </Modal>
  );
}
