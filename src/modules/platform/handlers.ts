import { AppError } from "#kernel/error";
import { type Handler, handle, handleRaw } from "#records";
import * as contract from "./contract/index.ts";
import { explain } from "./explaining/explaining.ts";
import { keepFile } from "./files/keeping.ts";
import { sendFile } from "./files/reading.ts";
import { countAttempt } from "./identity/attempts.ts";
import { changePasswordAt, resetPasswordAt } from "./identity/passwords.ts";
import {
  beginSecondFactorAt,
  confirmSecondFactorAt,
  passSecondFactorAt,
  removeSecondFactorAt,
} from "./identity/second-factor.ts";
import { signInAt, signOutAt } from "./identity/signing-in.ts";
import { listKeys, revokeApiKey } from "./keys/keeping.ts";
import { createApiKey } from "./keys/making.ts";
import { changeProfile, keepPreferences, me, preferencesOf } from "./me/profile.ts";
import { endMyOtherSessions, endMySession, mySessions } from "./me/sessions.ts";
import { markRead, myNotifications } from "./notifications/listing.ts";
import { changeOrganisationTo } from "./organisation/changing.ts";
import { dropRole, editRole, makeRole, rolesInDetail } from "./roles/editing.ts";
import { isSetUp, setUpOrganisation } from "./setup/setting-up.ts";
import { giveShare, sharesOf, takeShareBack } from "./sharing/sharing.ts";
import { accessOfAll } from "./users/access.ts";
import { deactivate, reactivate } from "./users/deactivating.ts";
import { setRoles } from "./users/giving-roles.ts";
import { acceptInvitationOf, invitedBy, inviteToSignIn } from "./users/inviting.ts";
import { beginViewingAs, endViewingAs } from "./viewing-as/viewing-as.ts";
import { helpToNewPassword } from "./users/resetting-password.ts";

const coming: readonly Handler[] = [
  handleRaw(contract.getSetup, async ({ runtime }) => ({ done: await isSetUp(runtime.database) })),
  handleRaw(contract.setUp, async (edge, { body }) => {
    if (await isSetUp(edge.runtime.database)) throw new AppError("setup_done");
    const made = await edge.runtime.runAsSystem((work) => setUpOrganisation(work, body));
    await signInAt(edge, { email: body.owner.email, password: body.owner.password, remember: true });
    return made;
  }),
  handleRaw(contract.signIn, (edge, { body }) => signInAt(edge, body)),
  handleRaw(contract.passSecondFactor, (edge, { body }) => passSecondFactorAt(edge, body.code)),
  handleRaw(contract.signOut, (edge) => signOutAt(edge)),
  handleRaw(contract.requestPasswordReset, async ({ runtime, request }, { body }) => {
    await countAttempt(runtime.database, [
      { key: ["reset-request", request.ip], most: 20, seconds: 900 },
      { key: ["reset-request", body.email], most: 4, seconds: 900 },
    ]);
    await runtime.addJob("platform.password_reset", { email: body.email });
    return { byMail: runtime.settings.smtpUrl !== undefined };
  }),
  handleRaw(contract.resetPassword, (edge, { body }) => resetPasswordAt(edge, body.token, body.password)),
  handleRaw(contract.readInvitation, async ({ runtime, request }, { body }) => {
    await countAttempt(runtime.database, [{ key: ["invitation", request.ip], most: 60, seconds: 900 }]);
    const { name, email, organisation } = await runtime.runAsSystem((work) => invitedBy(work, body.token));
    return { name, email, organisation };
  }),
  handleRaw(contract.acceptInvitation, async (edge, { body }) => {
    await countAttempt(edge.runtime.database, [
      { key: ["invitation", edge.request.ip], most: 60, seconds: 900 },
    ]);
    const { userId, email } = await edge.runtime.runAsSystem((work) =>
      acceptInvitationOf(work, body.token, body.password),
    );
    await signInAt(edge, { email, password: body.password, remember: true });
    return { userId };
  }),
];

const mine: readonly Handler[] = [
  handle(contract.getMe, (work, _call, edge) => me(work, edge)),
  handle(contract.changeMe, (work, { body }) => changeProfile(work, body)),
  handle(contract.getPreferences, (work) => preferencesOf(work)),
  handle(contract.putPreferences, (work, { body }) => keepPreferences(work, body)),
  handleRaw(contract.changePassword, (edge, { body }) => changePasswordAt(edge, body.current, body.password)),
  handle(contract.listSessions, (work) => mySessions(work)),
  handle(contract.endSession, (work, { params }) => endMySession(work, params.id)),
  handle(contract.endOtherSessions, (work) => endMyOtherSessions(work)),
  handleRaw(contract.beginSecondFactor, (edge, { body }) => beginSecondFactorAt(edge, body.password)),
  handleRaw(contract.confirmSecondFactor, (edge, { body }) => confirmSecondFactorAt(edge, body.code)),
  handleRaw(contract.removeSecondFactor, (edge, { body }) => removeSecondFactorAt(edge, body.password)),
  handle(contract.listNotifications, (work, { query }) => myNotifications(work, query)),
  handle(contract.readNotifications, (work, { body }) => markRead(work, body.ids)),
  handleRaw(contract.uploadFile, async ({ runtime, request, actor }) => {
    const part = await request.file({ limits: { fileSize: contract.largestFile + 1, files: 1 } });
    if (!part) throw new AppError("field_required", { field: "file" });
    const incoming = { name: part.filename, type: part.mimetype, content: part.file };
    return keepFile(runtime, incoming, (capability) =>
      runtime.run(actor, request.caller?.source ?? "screen", capability),
    );
  }),
  handleRaw(contract.downloadFile, (edge, { params }) => sendFile(edge, params.id)),
];

const sharing: readonly Handler[] = [
  handle(contract.listShares, (work, { params }) => sharesOf(work, params)),
  handle(contract.shareRecord, (work, { params, body }, { runtime }) =>
    giveShare(work, runtime, params, body),
  ),
  handle(contract.endShare, (work, { params }) => takeShareBack(work, params)),
  handle(contract.explainAccess, (work, { params, query }, { runtime }) =>
    explain(work, runtime, { ...params, ...query }),
  ),
];

const viewingAs: readonly Handler[] = [
  handle(contract.beginViewAs, (work, { body }, { runtime }) => beginViewingAs(work, runtime, body.userId)),
  handleRaw(contract.endViewAs, (edge) => endViewingAs(edge)),
];

const administration: readonly Handler[] = [
  handle(contract.inviteUser, (work, { body }, { runtime }) => inviteToSignIn(work, runtime.settings, body)),
  handle(contract.deactivateUser, (work, { params }) => deactivate(work, params.id)),
  handle(contract.reactivateUser, (work, { params }) => reactivate(work, params.id)),
  handle(contract.giveRoles, (work, { params, body }) => setRoles(work, params.id, body.roleIds)),
  handle(contract.makePasswordReset, (work, { params }, { runtime }) =>
    helpToNewPassword(work, runtime, params.id),
  ),
  handle(contract.listAccess, (work) => accessOfAll(work)),
  handle(contract.listRoleGrants, async (work) => ({ data: await rolesInDetail(work) })),
  handle(contract.createRole, (work, { body }) => makeRole(work, body)),
  handle(contract.changeRole, (work, { params, body }) => editRole(work, params.id, body)),
  handle(contract.removeRole, (work, { params }) => dropRole(work, params.id)),
  handle(contract.listApiKeys, (work) => listKeys(work)),
  handle(contract.createKey, (work, { body }) => createApiKey(work, { ...body, role: body.roleId })),
  handle(contract.revokeKey, (work, { params }) => revokeApiKey(work, params.id)),
  handle(contract.changeOrganisation, (work, { body }) => changeOrganisationTo(work, body)),
];

export const handlers: readonly Handler[] = [...coming, ...mine, ...sharing, ...viewingAs, ...administration];
