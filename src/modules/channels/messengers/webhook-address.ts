import type { Runtime } from "#records";

export const webhookPath = "/channel-webhooks";

/** Where the service of an account tells us what comes. */
export const webhookOf = ({ baseUrl }: Runtime["settings"], account: string): string =>
  `${baseUrl}${webhookPath}/${account}`;
