import Big from "big.js";
import type { Money } from "#kernel/money";
import { createMany } from "#records";
import { firstStage, type Stage } from "../pipelines/stages.ts";
import type { Customers, DemoCompany } from "./customers.ts";
import type { Scene } from "./scene.ts";
import { type Path, writePaths } from "./stage-paths.ts";

export interface DemoDeal {
  readonly id: string;
  readonly company: DemoCompany;
  readonly person: string | null;
  readonly owner: string | null;
  readonly outcome: Stage["kind"];
  /** Days ago. */
  readonly opened: number;
  readonly closed: number | null;
}

interface Line {
  readonly product: number;
  readonly quantity: number;
  readonly discount: number;
}

type Plan = Omit<DemoDeal, "id"> & {
  readonly stage: Stage;
  readonly lines: readonly Line[];
  readonly name: string;
};

const lostReasons = ["price", "competitor", "no_budget", "timing", "no_answer", "no_need"];

/** Products and 140 deals over the past year: won, lost, and those in every open stage now. */
export async function makeDeals(scene: Scene, customers: Customers): Promise<readonly DemoDeal[]> {
  const { work, words } = scene;
  const prices = words.products.map(([, , , euros]) => scene.money(euros));
  const products = await makeProducts(scene, prices);
  const plans = Array.from({ length: 140 }, (_, index) => planDeal(scene, customers, index));
  const ids = await createMany(
    work,
    "deal",
    plans.map((plan, index) =>
      dealValues(scene, plan, { index, prices, competitors: customers.competitors }),
    ),
    { governed: true },
  );
  await createMany(
    work,
    "deal_product",
    plans.flatMap(({ lines }, index) =>
      lines.map(({ product, quantity, discount }, position) => ({
        deal: ids[index],
        product: products[product],
        quantity: String(quantity),
        price: prices[product],
        discount,
        position,
      })),
    ),
  );
  await makeParticipants(scene, plans, ids);
  const deals = plans.map((plan, index) => ({ ...plan, id: ids[index] ?? "" }));
  await writePaths(scene, deals.map(pathOf(scene)));
  return deals;
}

async function makeProducts({ work, words }: Scene, prices: readonly Money[]): Promise<readonly string[]> {
  const names = [...new Set(words.products.map(([, , category]) => category))];
  const ids = await createMany(
    work,
    "product_category",
    names.map((name) => ({ name })),
  );
  return createMany(
    work,
    "product",
    words.products.map(([name, code, category, , unit], index) => ({
      name,
      code,
      category: ids[names.indexOf(category)],
      kind: ["hour", "year"].includes(unit) ? "service" : "goods",
      unit,
      price: prices[index],
    })),
  );
}

function planDeal(scene: Scene, { companies }: Customers, index: number): Plan {
  const { chance, stages, words } = scene;
  const company = companies[(index * 7) % companies.length] as DemoCompany;
  const outcome = index % 20 < 8 ? "won" : index % 20 < 13 ? "lost" : "open";
  const closed = outcome === "open" ? null : chance.between(2, 350);
  const opened = closed === null ? chance.between(2, 80) : closed + chance.between(12, 85);
  const open = stages.filter(({ kind, pipeline }) => kind === "open" && pipeline === stages[0]?.pipeline);
  // Fewer deals stand further on, as in a real pipeline.
  const reached = Math.floor((chance.between(0, 99) / 100) ** 1.3 * open.length);
  return {
    name: `${words.deals[(index * 5) % words.deals.length]} – ${company.name}`,
    company,
    person: company.people[index % Math.max(1, company.people.length)] ?? null,
    owner: company.owner,
    outcome,
    opened,
    closed,
    stage: (outcome === "open" ? open[reached] : firstStage(stages, outcome)) as Stage,
    lines: planLines(scene, index),
  };
}

// What costs little is bought by the dozen, what costs much once or twice.
function planLines({ chance, words }: Scene, index: number): Line[] {
  const chosen = Array.from(
    { length: chance.between(2, 4) },
    (_, at) => (index * 3 + at * 5) % words.products.length,
  );
  return [...new Set(chosen)].map((product) => {
    const euros = words.products[product]?.[3] ?? 0;
    const quantity = chance.one(
      euros < 100 ? [12, 24, 40, 60] : euros < 1000 ? [4, 6, 10, 16, 24] : [1, 1, 2, 3],
    );
    return { product, quantity, discount: chance.one([0, 0, 0, 5, 10]) };
  });
}

interface Around {
  readonly index: number;
  readonly prices: readonly { readonly amount: string; readonly currency: string }[];
  readonly competitors: readonly string[];
}

function dealValues(
  scene: Scene,
  plan: Plan,
  { index, prices, competitors }: Around,
): Record<string, unknown> {
  const { chance, words, day, moment } = scene;
  const amount = plan.lines.reduce(
    (sum, { product, quantity, discount }) =>
      sum.plus(
        Big(prices[product]?.amount ?? 0)
          .times(quantity)
          .times(100 - discount)
          .div(100),
      ),
    Big(0),
  );
  const lost = plan.outcome === "lost";
  const stepKnown = plan.outcome === "open" && index % 3 !== 1;
  const reason = chance.one(lostReasons);
  return {
    name: plan.name,
    number: `${1001 + index}`,
    company: plan.company.id,
    person: plan.person,
    owner: plan.owner,
    amount: { amount: amount.toFixed(2), currency: scene.work.currency },
    stage: plan.stage.id,
    opened_on: day(plan.opened),
    expected_close_on: day(plan.closed ?? chance.between(-70, Math.min(5, plan.opened - 14))),
    closed_on: plan.closed === null ? null : day(plan.closed),
    lost_reason: lost ? reason : null,
    lost_comment: lost && chance.happens(60) ? chance.one(words.lostComments) : null,
    competitors: lost && reason === "competitor" ? [chance.one(competitors)] : [],
    next_step: stepKnown ? chance.one(words.nextSteps) : null,
    next_step_on: stepKnown ? day(chance.between(-14, 3)) : null,
    source: chance.one(["website", "referral", "event", "cold_call", "partner"]),
    created_at: moment(plan.opened),
  };
}

async function makeParticipants(
  { work, chance }: Scene,
  plans: readonly Plan[],
  ids: readonly string[],
): Promise<void> {
  const roles = ["decision_maker", "influencer", "buyer", "user"];
  const rows = plans.flatMap(({ company, person }, index) =>
    company.people
      .filter((one) => one !== person && chance.happens(40))
      .map((party) => ({ deal: ids[index], party, role: chance.one(roles) })),
  );
  await createMany(work, "deal_party", rows);
}

function pathOf({ stages }: Scene) {
  return (deal: DemoDeal & { readonly stage: Stage }): Path => {
    const open = stages.filter(({ kind, pipeline }) => kind === "open" && pipeline === deal.stage.pipeline);
    const last = deal.outcome === "open" ? open.findIndex(({ id }) => id === deal.stage.id) : open.length - 1;
    const walked = open.slice(0, deal.outcome === "lost" ? 1 + (deal.opened % open.length) : last + 1);
    return {
      deal: deal.id,
      owner: deal.owner,
      stages: [...walked, ...(deal.outcome === "open" ? [] : [deal.stage])].map(({ id }) => id),
      opened: deal.opened,
      // A deal that is open came into its stage some days ago.
      arrived: deal.closed ?? Math.min(deal.opened, deal.opened % 17),
    };
  };
}
