import { type OpenStatus, openStatuses } from "../contract/lead-objects.ts";

/** Whether nobody has decided yet on a lead that stands so. */
export function isOpenStatus(status: unknown): status is OpenStatus {
  return openStatuses.includes(status as OpenStatus);
}
