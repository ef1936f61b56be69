import { IconX } from "@tabler/icons-react";
import { IconButton } from "./icon-button.tsx";

interface RemoveButtonProps {
  /** What it takes out. */
  readonly label: string;
  readonly className?: string | undefined;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

/** The cross at the end of a line that takes it out. */
export function RemoveButton(props: RemoveButtonProps) {
  return (
    <IconButton {...props} size={24} variant="subtle" color="gray">
      <IconX size={14} stroke={1.5} />
    </IconButton>
  );
}
