import { Menu } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import type { LinkValue } from "#records/contract";
import type { FieldActProps } from "#records/web";
import { moveTicket } from "#service/contract";
import { call } from "#web/client.ts";
import { useCan } from "#web/session.ts";
import { useServiceAct } from "../acting.ts";
import styles from "../service.module.css";
import { useStatuses } from "./statuses.ts";

/** Changes the status of a ticket in its cell of a table. */
export function StatusAct({ record, onClose }: FieldActProps) {
  const statuses = useStatuses();
  const { act } = useServiceAct();
  const may = useCan("tickets:work");
  const current = record.status as LinkValue | null;
  return (
    <Menu opened onChange={(opened) => !opened && onClose("stay")} position="bottom-start" trapFocus>
      <Menu.Target>
        <button type="button" className={styles.cell}>
          {current?.title}
        </button>
      </Menu.Target>
      <Menu.Dropdown data-portal>
        {statuses.map((status) => (
          <Menu.Item
            key={status.id}
            disabled={!may}
            leftSection={<span className={styles.dot} data-kind={status.kind} />}
            rightSection={status.id === current?.id ? <IconCheck size={14} stroke={1.5} /> : undefined}
            onClick={() => {
              onClose("stay");
              if (status.id !== current?.id)
                void act(
                  () => call(moveTicket, { params: { id: record.id }, body: { status: status.id } }),
                  "",
                );
            }}
          >
            {status.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
