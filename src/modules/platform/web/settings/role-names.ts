import { type Translate, useT } from "#web/texts.ts";

/**
 * What the standard roles are called where nobody renamed them. A role is stored by its name in the organisation's
 * language; a colleague who reads another language sees it in theirs.
 */
export const standardNames: Readonly<Record<string, readonly string[]>> = {
  administrator: ["Administrator", "Administrador", "Администратор"],
  sales_manager: ["Sales manager", "Jefe de ventas", "Руководитель отдела продаж", "Ръководител продажби"],
  salesperson: ["Salesperson", "Comercial", "Менеджер по продажам", "Търговец"],
  marketer: ["Marketer", "Especialista en marketing", "Маркетолог", "Маркетинг специалист"],
  service_agent: [
    "Service agent",
    "Agente de atención al cliente",
    "Сотрудник поддержки",
    "Служител по обслужване",
  ],
  read_only: ["Read only", "Solo lectura", "Только чтение", "Само четене"],
};

const keyOf = new Map(
  Object.entries(standardNames).flatMap(([key, names]) => names.map((name) => [name, key] as const)),
);

/** The name of a role for whoever reads it: a standard one in their language, any other as it was given. */
export function useRoleName(): (name: string) => string {
  const t = useT();
  return (name) => roleName(t, name);
}

function roleName(t: Translate, name: string): string {
  const key = keyOf.get(name);
  return key ? t(`roles.${key}`) : name;
}
