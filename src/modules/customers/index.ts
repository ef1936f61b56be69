import { handle, type Module } from "#records";
import { type AskedConsents, currentConsents } from "./consents/current.ts";
import { partiesAt } from "./contact-points/leading-to.ts";
import { makeMain } from "./contact-points/making-main.ts";
import { optInAgain, optOut } from "./contact-points/opting-out.ts";
import { contactPointRules } from "./contact-points/rules.ts";
import * as contract from "./contract/index.ts";
import { decide, reopen } from "./duplicates/deciding.ts";
import { findDuplicatesOfChanged } from "./duplicates/hearing.ts";
import { listPairs } from "./duplicates/pairs.ts";
import { searchDuplicates } from "./duplicates/searching.ts";
import { candidatesWhileTyping } from "./duplicates/suspecting.ts";
import { changeThresholdsTo, thresholdsOf } from "./duplicates/thresholds.ts";
import { homeChanges } from "./home/changes.ts";
import { removeExpiredIdentityDocuments } from "./identity-documents/expiring.ts";
import {
  deleteIdentityDocument,
  identityDocuments,
  keepIdentityDocument,
} from "./identity-documents/keeping.ts";
import { readings, readNumber } from "./identity-documents/reading.ts";
import { recordInteraction } from "./interactions/recording.ts";
import { interactionRules } from "./interactions/rules.ts";
import { partyInSight } from "./parties/party.ts";
import { companyRules, personRules } from "./parties/rules.ts";
import { relationRules } from "./relations/rules.ts";
import { completeTask, reopenTask } from "./tasks/completing.ts";
import { taskRules } from "./tasks/rules.ts";
import { ownTimelineSources } from "./timeline/own-sources.ts";
import { readTimeline } from "./timeline/reading.ts";
import type { TimelineSource } from "./timeline/source.ts";

export { recordInteraction } from "./interactions/recording.ts";
export { candidatesWhileTyping } from "./duplicates/suspecting.ts";
export { completeTask, reopenTask } from "./tasks/completing.ts";
export { partiesAt } from "./contact-points/leading-to.ts";
export { normalised } from "./contact-points/normalising.ts";
export { ownTimelineSources, partiesOf } from "./timeline/own-sources.ts";
export { readTimeline } from "./timeline/reading.ts";
export { type HappeningToTell, type HappeningWords, tellHappenings } from "./timeline/telling.ts";
export type { AskedConsent } from "./contract/parties.ts";
export type { TimelineScope, TimelineSelect, TimelineSource } from "./timeline/source.ts";

interface Above {
  /** What rooms above put on a customer's timeline. */
  readonly timelineSources: readonly TimelineSource[];
  readonly askedConsents: AskedConsents;
}

/** The room of customers. */
export function createCustomers({ timelineSources, askedConsents }: Above): Module {
  const sources = [...ownTimelineSources, ...timelineSources];
  return {
    name: "customers",
    objects: [
      contract.partyObject,
      contract.personObject,
      contract.companyObject,
      contract.contactPointObject,
      contract.relationObject,
      contract.consentObject,
      contract.interactionObject,
      contract.taskObject,
      contract.noteObject,
    ],
    rules: {
      party: { addressed: partiesAt },
      person: personRules,
      company: companyRules,
      contact_point: contactPointRules,
      relation: relationRules,
      interaction: interactionRules,
      task: taskRules,
    },
    news: contract.customerNews,
    handlers: [
      handle(contract.makeContactPointMain, (work, { params }) => makeMain(work, params.id)),
      handle(contract.optOut, (work, { params }) => optOut(work, params.id)),
      handle(contract.optInAgain, (work, { params }) => optInAgain(work, params.id)),
      handle(contract.readCurrentConsents, (work, { params }) =>
        currentConsents(work, params.id, askedConsents),
      ),
      handle(contract.recordInteraction, (work, { params, body }) =>
        recordInteraction(work, params.id, body),
      ),
      handle(contract.completeTask, (work, { params }) => completeTask(work, params.id)),
      handle(contract.reopenTask, (work, { params }) => reopenTask(work, params.id)),
      handle(contract.readHomeChanges, (work, { query }) => homeChanges(work, query.limit)),
      handle(contract.readPartyTimeline, async (work, { params, query }) => {
        const { kind } = await partyInSight(work, params.id);
        return readTimeline(work, { party: params.id, company: kind === "company" }, sources, query);
      }),
      ...identityDocumentHandlers,
      ...duplicateHandlers,
    ],
    subscriptions: [findDuplicatesOfChanged],
    jobs: {
      "customers.remove_expired_identity_documents": removeExpiredIdentityDocuments,
      "customers.search_duplicates": searchDuplicates,
    },
    crontab: [
      "40 2 * * * customers.remove_expired_identity_documents",
      "* * * * * customers.search_duplicates",
    ],
  };
}

const identityDocumentHandlers = [
  handle(contract.recordIdentityDocument, (work, { params, body }, { runtime }) =>
    keepIdentityDocument(work, runtime.settings.secret, params.id, body),
  ),
  handle(contract.listIdentityDocuments, (work, { params }) => identityDocuments(work, params.id)),
  handle(contract.readIdentityDocument, (work, { params, body }, { runtime, reply }) => {
    reply.header("cache-control", "no-store");
    return readNumber(work, runtime.settings.secret, params.id, body.reason);
  }),
  handle(contract.listIdentityDocumentReadings, (work, { params }) => readings(work, params.id)),
  handle(contract.deleteIdentityDocument, (work, { params }) => deleteIdentityDocument(work, params.id)),
];

const duplicateHandlers = [
  handle(contract.listDuplicates, (work, { query }) => listPairs(work, query)),
  handle(contract.decideDuplicate, (work, { params, body }) => decide(work, params.id, body.decision)),
  handle(contract.reopenDuplicate, (work, { params }) => reopen(work, params.id)),
  handle(contract.findCandidates, async (work, { body }) => ({
    data: await candidatesWhileTyping(work, body.object, body.values),
  })),
  handle(contract.readThresholds, (work) => thresholdsOf(work)),
  handle(contract.changeThresholds, (work, { body }) => changeThresholdsTo(work, body)),
];
