import { Checkbox, SimpleGrid } from "@mantine/core";
import { useT } from "#web/texts.ts";
import { permissions } from "../../contract/permissions.ts";

interface PermissionListProps {
  readonly value: readonly string[];
  readonly onChange: (value: string[]) => void;
}

export function PermissionList({ value, onChange }: PermissionListProps) {
  const t = useT();
  const toggle = (permission: string, on: boolean) =>
    onChange(on ? [...value, permission] : value.filter((one) => one !== permission));
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
      {permissions.map((permission) => (
        <Checkbox
          key={permission}
          label={t(`permissions.${permission.replace(":", "_")}`)}
          checked={value.includes(permission)}
          onChange={(event) => toggle(permission, event.currentTarget.checked)}
        />
      ))}
    </SimpleGrid>
  );
}
