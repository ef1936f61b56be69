import { handle, handleRaw, type Module } from "#records";
import { businessHoursRules, calendarRules } from "./calendars/rules.ts";
import * as contract from "./contract/index.ts";
import { demonstrateService } from "./demonstration/serving.ts";
import { installedProductRules, timeEntryRules } from "./installed/rules.ts";
import { helpPages } from "./help/protocol.ts";
import { publishArticle, withdrawArticle } from "./knowledge/publishing.ts";
import { articleCategoryRules, articleRules } from "./knowledge/rules.ts";
import { suggestArticles } from "./knowledge/suggesting.ts";
import { keepTime } from "./levels/keeping.ts";
import { serviceLevelRules, serviceTargetRules } from "./levels/rules.ts";
import { promisesChange, settleAll } from "./levels/settling-all.ts";
import { conversationReport } from "./reports/conversations.ts";
import { desk } from "./reports/desk.ts";
import { ticketReport } from "./reports/tickets.ts";
import { changeServiceSettings, serviceSettings } from "./settings/service-settings.ts";
import { standardService } from "./standard-service.ts";
import { openSurvey, takeAnswer } from "./surveys/answering.ts";
import { askSatisfaction } from "./surveys/asking.ts";
import { attachConversation } from "./tickets/attaching.ts";
import { closeSolved } from "./tickets/closing.ts";
import { ticketsHear } from "./tickets/hearing.ts";
import { linkIncident } from "./tickets/incidents.ts";
import { makeTicket } from "./tickets/making.ts";
import { mergeTicket } from "./tickets/merging.ts";
import { formsMakeTickets } from "./tickets/of-forms.ts";
import { holdTicket, moveTicket, reopenTicket, waitForCustomer } from "./tickets/moving.ts";
import { ticketRules } from "./tickets/rules.ts";
import { solveTicket } from "./tickets/solving.ts";
import { ticketStatusRules } from "./tickets/statuses.ts";

export { articlesForVisitors } from "./help/published.ts";
export { ticketTimelineSource } from "./tickets/timeline.ts";

/** What customers ask of us: tickets, by when they are owed, and how well that goes. */
export const service: Module = {
  name: "service",
  objects: [
    contract.ticketObject,
    contract.ticketStatusObject,
    contract.ticketStatusChangeObject,
    contract.ticketDeadlineObject,
    contract.businessCalendarObject,
    contract.businessHoursObject,
    contract.holidayObject,
    contract.serviceLevelObject,
    contract.serviceTargetObject,
    contract.installedProductObject,
    contract.timeEntryObject,
    contract.articleObject,
    contract.articleCategoryObject,
    contract.articleVersionObject,
  ],
  rules: {
    ticket: ticketRules,
    ticket_status: ticketStatusRules,
    business_calendar: calendarRules,
    business_hours: businessHoursRules,
    service_level: serviceLevelRules,
    service_target: serviceTargetRules,
    installed_product: installedProductRules,
    time_entry: timeEntryRules,
    article: articleRules,
    article_category: articleCategoryRules,
  },
  news: contract.serviceNews,
  handlers: [
    handle(contract.makeTicket, (work, { params, body }) => makeTicket(work, params.id, body)),
    handle(contract.moveTicket, (work, { params, body }) => moveTicket(work, params.id, body)),
    handle(contract.solveTicket, (work, { params, body }, { runtime }) =>
      solveTicket(work, runtime, params.id, body),
    ),
    handle(contract.reopenTicket, (work, { params }) => reopenTicket(work, params.id)),
    handle(contract.holdTicket, (work, { params }) => holdTicket(work, params.id)),
    handle(contract.waitForCustomer, (work, { params }) => waitForCustomer(work, params.id)),
    handle(contract.mergeTicket, (work, { params, body }) => mergeTicket(work, params.id, body.into)),
    handle(contract.linkIncident, (work, { params, body }) => linkIncident(work, params.id, body.problem)),
    handle(contract.attachConversation, (work, { params, body }) =>
      attachConversation(work, params.id, body.conversation),
    ),
    handle(contract.publishArticle, (work, { params }) => publishArticle(work, params.id)),
    handle(contract.withdrawArticle, (work, { params }) => withdrawArticle(work, params.id)),
    handle(contract.suggestArticles, (work, { query }, { runtime }) =>
      suggestArticles(work, runtime.settings, query),
    ),
    handle(contract.readTicketReport, (work, { query }) => ticketReport(work, query)),
    handle(contract.readConversationReport, (work, { query }) => conversationReport(work, query)),
    handle(contract.readDesk, (work) => desk(work)),
    handle(contract.readServiceSettings, (work) => serviceSettings(work)),
    handle(contract.changeServiceSettings, (work, { body }) => changeServiceSettings(work, body)),
    handleRaw(contract.readSurvey, (edge, { params }) => openSurvey(edge, params.token)),
    handleRaw(contract.answerSurvey, (edge, { params, body }) => takeAnswer(edge, params.token, body)),
  ],
  protocols: [helpPages],
  subscriptions: [
    standardService,
    formsMakeTickets,
    ticketsHear,
    promisesChange,
    askSatisfaction,
    demonstrateService,
  ],
  jobs: {
    "service.keep_time": keepTime,
    "service.close_solved": closeSolved,
    "service.settle_all": settleAll,
  },
  crontab: ["* * * * * service.keep_time", "41 * * * * service.close_solved"],
};
