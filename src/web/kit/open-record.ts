import { useNavigate } from "@tanstack/react-router";
import { useRecordAddresses } from "./record-address.ts";

/** Shows a record: in the panel beside what is on screen, where there is one, else on its page. */
export function useOpenRecord(): (object: string, id: string) => void {
  const { open, pathOf } = useRecordAddresses();
  const navigate = useNavigate();
  return (object, id) => {
    const path = pathOf(object, id);
    if (open) open(object, id);
    else if (path) void navigate({ to: path });
  };
}
