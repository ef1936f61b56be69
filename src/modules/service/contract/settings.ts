import { z } from "zod";
import { defineAction } from "#kernel/action";

const serviceSettings = z.strictObject({
  /** Days after which what was solved is closed: what they write then is another ticket. */
  close_after_days: z.int().min(1).max(365),
  /** Whether customers are asked how satisfied they are once their ticket is solved. */
  survey: z.boolean(),
  /** Whether public articles have pages that everybody may read. */
  help: z.boolean(),
});
export type ServiceSettings = z.infer<typeof serviceSettings>;

export const readServiceSettings = defineAction({
  id: "service.settings",
  method: "GET",
  path: "/api/service-settings",
  summary:
    "When solved tickets are closed, whether customers are asked how satisfied they are, and whether public articles have pages",
  permission: "signed_in",
  output: serviceSettings,
});

export const changeServiceSettings = defineAction({
  id: "service.change_settings",
  method: "PUT",
  path: "/api/service-settings",
  summary:
    "Says anew when solved tickets are closed, whether customers are asked, and whether public articles have pages",
  permission: "settings:change",
  body: serviceSettings,
  output: serviceSettings,
});
