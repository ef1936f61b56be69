import { ActionIcon, type ActionIconProps, type ElementProps, Tooltip } from "@mantine/core";

interface IconButtonProps
  extends Omit<ActionIconProps, "aria-label">,
    ElementProps<"button", keyof ActionIconProps | "aria-label"> {
  /** What it does: shown to who points at it, told to who does not see it. */
  readonly label: string;
}

/** A button that is an icon, with a name. */
export function IconButton({ label, ...props }: IconButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon {...props} aria-label={label} />
    </Tooltip>
  );
}
