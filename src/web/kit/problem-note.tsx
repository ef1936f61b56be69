import { Alert } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";

/** Why it could not be done, above the button that was pressed. */
export function ProblemNote({ text }: { text: string | undefined }) {
  if (!text) return null;
  return (
    <Alert
      color="red"
      variant="light"
      p="xs"
      role="alert"
      icon={<IconAlertTriangle size={16} stroke={1.5} />}
    >
      {text}
    </Alert>
  );
}
