import { useFormat } from "#web/format.ts";
import type { ShowProps } from "../../web/field-props.ts";

export { Edit } from "../number/view.tsx";

export function Show({ value }: ShowProps) {
  const { percent } = useFormat();
  return <span className="numeric">{percent(Number(value))}</span>;
}
