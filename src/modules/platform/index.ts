import type { Module } from "#records";
import { roleObject, teamObject, userObject } from "./contract/index.ts";
import { handlers } from "./handlers.ts";
import { answerPasswordReset, invitationsGoOut, sendInvitation } from "./mail/letters.ts";
import { assignments } from "./notifications/assignments.ts";
import { sweep } from "./sweeping.ts";
import { teamRules } from "./users/team-rules.ts";
import { userRules } from "./users/user-rules.ts";

export { type Incoming as IncomingFile, keepFile, pathOf } from "./files/keeping.ts";
export { readAllowances } from "./egress/allowances.ts";
export {
  type Egress,
  type EgressAnswer,
  type EgressRequest,
  type EgressStream,
  openEgress,
} from "./egress/egress.ts";
export { encryptOver } from "./egress/connecting.ts";
export { isPublic as isPublicAddress } from "./egress/own-network.ts";
export { type AskNames, askNames } from "./egress/asking-names.ts";
export { EgressError, type EgressFailure } from "./egress/egress-error.ts";
export { authenticate, type Authentication } from "./identity/authenticating.ts";
export { countAttempt } from "./identity/attempts.ts";
export { hashOf, isToken, newToken } from "./identity/tokens.ts";
export { passwordResetLink } from "./identity/passwords.ts";
export { refusalOfKey } from "./keys/bounds.ts";
export { removeFile } from "./files/removing.ts";
export { disposition } from "./files/naming.ts";
export { listKeys, revokeApiKey } from "./keys/keeping.ts";
export { createApiKey, type NewKey } from "./keys/making.ts";
export { type Message, postMessage } from "./mail/posting.ts";
export { type About, notify } from "./notifications/notifying.ts";
export { organisationOf } from "./organisation/changing.ts";
export { actorInRole, narrowedToRole } from "./rights/acting-in-role.ts";
export { isWithin, narrowed } from "./rights/comparing.ts";
export { resolveActor } from "./rights/resolving.ts";
export { type Seal, seal, unseal } from "./secrets/sealing.ts";
export { assertSigned, signatureOf } from "./secrets/timed-signature.ts";
export { isSetUp, setUpOrganisation } from "./setup/setting-up.ts";
export { createUser, type NewUser } from "./users/creating.ts";
export { inviteToSignIn } from "./users/inviting.ts";
export { usersPermitted } from "./users/permitted.ts";
export { childNamed, childrenNamed, type Element, readXml, XmlError } from "./xml/reading.ts";

export const platform: Module = {
  name: "platform",
  objects: [userObject, teamObject, roleObject],
  rules: { user: userRules, team: teamRules },
  handlers,
  subscriptions: [invitationsGoOut, assignments],
  jobs: {
    "platform.invitation": sendInvitation,
    "platform.password_reset": answerPasswordReset,
    "platform.sweep": sweep,
  },
  crontab: ["17 3 * * * platform.sweep"],
};
