import { Alert } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { fieldProblem } from "#platform/web";
import { problemText } from "#web/notify.ts";

interface FormProblemProps {
  readonly error: unknown;
  /** Fields that say themselves what is wrong with them. */
  readonly shown: readonly string[];
}

/** Why it could not be saved, where no field says it. */
export function FormProblem({ error, shown }: FormProblemProps) {
  if (!error || shown.some((field) => fieldProblem(error, field))) return null;
  return (
    <Alert
      color="red"
      variant="light"
      mb="md"
      role="alert"
      icon={<IconAlertTriangle size={16} stroke={1.5} />}
    >
      {problemText(error)}
    </Alert>
  );
}
