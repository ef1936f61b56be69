import { Button, Group, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { Modal } from "#web/dialog.tsx";
import { ProblemNote } from "#web/problem-note.tsx";

interface FormDialogProps {
  readonly title: string;
  /** What the button says that does it. */
  readonly act: string;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  /** What is wrong with no field in particular. */
  readonly problem?: string | undefined;
  /** Something else that may be done here, at the other side. */
  readonly beside?: ReactNode;
  /** For what has many values beside each other. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A dialog that asks for a few values and does one thing with them. */
export function FormDialog(props: FormDialogProps) {
  const { title, act, onSubmit, onClose, busy, disabled, problem, beside, wide, children } = props;
  return (
    <Modal opened onClose={onClose} title={title} {...(wide && { size: "xl" })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <Stack gap="md">
          {children}
          <ProblemNote text={problem} />
          <Group justify="space-between" style={{ flexDirection: "row-reverse" }}>
            <Button type="submit" loading={busy} disabled={disabled}>
              {act}
            </Button>
            {beside}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
