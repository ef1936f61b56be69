import { handle, type Module } from "#records";
import { dealChance } from "./chances/deal-chance.ts";
import { chancesOf, learnChances, learnChancesByClock } from "./chances/learning.ts";
import { closePeriod } from "./commission/closing.ts";
import { changePlan, makePlan, removePlan } from "./commission/planning.ts";
import { splitCommission, splitsOf } from "./commission/splitting.ts";
import { seenPlans } from "./commission/stored-plans.ts";
import { statement, statements } from "./commission/telling.ts";
import * as contract from "./contract/index.ts";
import { forecastByTerritory } from "./forecast/by-territory.ts";
import { forecast, forecastLine } from "./forecast/forecasting.ts";
import { forecastMovements } from "./forecast/movements.ts";
import { snapshots, takeSnapshot, takeSnapshotByClock } from "./forecast/snapshots.ts";
import { submissionHistory, submitForecast } from "./forecast/submitting.ts";
import { salesFunnel } from "./reports/funnel.ts";
import { salesOutcomes } from "./reports/outcomes.ts";
import { attainment } from "./targets/attainment.ts";
import { setTargets } from "./targets/setting.ts";
import { targetSheet } from "./targets/sheet.ts";

/** What is to be sold, what will be, and who earned what by it: targets, forecast, commission, sales reports. */
export const targets: Module = {
  name: "targets",
  objects: [],
  handlers: [
    handle(contract.readOutcomes, (work, { query }) => salesOutcomes(work, query)),
    handle(contract.readFunnel, (work, { query }) => salesFunnel(work, query)),
    handle(contract.readTargets, (work, { query }) => targetSheet(work, query)),
    handle(contract.setTargets, (work, { body }) => setTargets(work, body)),
    handle(contract.readAttainment, (work, { query }) => attainment(work, query)),
    handle(contract.readForecast, (work, { query }) => forecast(work, query)),
    handle(contract.readForecastTerritories, (work, { query }) => forecastByTerritory(work, query)),
    handle(contract.readMovements, (work, { query }) => forecastMovements(work, query)),
    handle(contract.readForecastLine, (work, { query }) => forecastLine(work, query)),
    handle(contract.readChances, (work) => chancesOf(work)),
    handle(contract.learnChances, (work) => learnChances(work)),
    handle(contract.readDealChance, (work, { params }) => dealChance(work, params.id)),
    handle(contract.submitForecast, (work, { body }) => submitForecast(work, body)),
    handle(contract.readSubmissions, (work, { query }) => submissionHistory(work, query)),
    handle(contract.readSnapshots, (work) => snapshots(work)),
    handle(contract.takeSnapshot, (work) => takeSnapshot(work)),
    handle(contract.readPlans, async (work) => ({ data: [...(await seenPlans(work))] })),
    handle(contract.makePlan, (work, { body }) => makePlan(work, body)),
    handle(contract.changePlan, (work, { params, body }) => changePlan(work, params.id, body)),
    handle(contract.removePlan, (work, { params }) => removePlan(work, params.id)),
    handle(contract.closePeriod, (work, { params, body }) => closePeriod(work, params.id, body.on)),
    handle(contract.readStatements, (work, { query }) => statements(work, query)),
    handle(contract.readStatement, (work, { params, query }) => statement(work, params.id, query)),
    handle(contract.readSplits, (work, { params }) => splitsOf(work, params.id)),
    handle(contract.splitCommission, (work, { params, body }) => splitCommission(work, params.id, body)),
  ],
  jobs: {
    "targets.learn_chances": learnChancesByClock,
    "targets.take_snapshot": takeSnapshotByClock,
  },
  crontab: ["20 2 * * * targets.learn_chances", "10 0 * * 1 targets.take_snapshot"],
};
