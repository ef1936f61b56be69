import type { Samples } from "./samples.ts";

/** A request, as either server is asked. Eight zeros in its body are a number that is another each time. */
export interface Call {
  readonly method: "GET" | "POST" | "PATCH";
  readonly path: string;
  readonly body?: unknown;
}

export interface Task {
  readonly name: string;
  readonly title: string;
  /** What is asked in turn, over and over; a turn of several requests is measured as one. */
  readonly turns: (samples: Samples) => readonly (readonly Call[])[];
}

const year = 12;

export const tasks: readonly Task[] = [
  {
    name: "T1",
    title: "person by id",
    turns: ({ people }) => people.map((id) => [get(`/api/people/${id}`)]),
  },
  {
    name: "T2",
    title: "50 people of a city by name, with company",
    turns: ({ cities }) => cities.map((city) => [peopleOf({ field: "address.city", op: "is", value: city })]),
  },
  {
    name: "T3",
    title: 'search "smi" over people',
    turns: () => [[get("/api/people", { search: "smi", fields: peopleFields, limit: "20" })]],
  },
  {
    name: "T4",
    title: "board: 20 deals and the sum of each stage",
    turns: ({ pipeline, stages }) => [
      [
        get("/api/deals/totals", {
          group: "stage",
          sum: "amount",
          filter: json({ field: "pipeline", op: "is", value: pipeline }),
        }),
        ...stages.map((stage) => cardsOf(stage, pipeline)),
      ],
    ],
  },
  {
    name: "T5",
    title: "create a person",
    turns: ({ cities }) =>
      cities.map((city) => [post("/api/people?fields=name,job_title,email,phone,address", newPerson(city))]),
  },
  {
    name: "T6",
    title: "last 50 entries of a person's timeline",
    turns: ({ talkedTo }) => talkedTo.map((id) => [get(`/api/parties/${id}/timeline`, { limit: "50" })]),
  },
  {
    name: "T7",
    title: "deal amounts by month over a year",
    turns: () => Array.from({ length: 23 }, (_, month) => [amountsByMonth(month)]),
  },
  {
    name: "T8",
    title: "50 people at depth 100,000, with company",
    turns: ({ deepCursors }) => deepCursors.map((cursor) => [peopleAfter(cursor)]),
  },
  {
    name: "T9",
    title: "change one field of a deal",
    turns: ({ ownDeals }) =>
      ownDeals.map((id) => [
        {
          method: "PATCH",
          path: `/api/deals/${id}?fields=next_step`,
          body: { next_step: "Call about the offer 00000000" },
        },
      ]),
  },
];

const peopleFields = "name,job_title,email,phone,company";

/** The page of people that ends before depth 100,000 is asked for by the same words as those after it. */
export function peopleAfter(cursor: string | null, limit = 50): Call {
  return get("/api/people", {
    sort: "name",
    fields: peopleFields,
    limit: String(limit),
    ...(cursor && { cursor }),
  });
}

function peopleOf(filter: object): Call {
  return get("/api/people", { filter: json(filter), sort: "name", fields: peopleFields, limit: "50" });
}

/** As the board's column asks for its cards. */
function cardsOf(stage: string, pipeline: string): Call {
  return get("/api/deals", {
    filter: json({
      and: [
        { field: "stage", op: "is", value: stage },
        { field: "pipeline", op: "is", value: pipeline },
      ],
    }),
    sort: "-created_at",
    fields: "name,stage,amount,company,person,stage_entered_at,next_step,next_step_on,owner",
    limit: "20",
  });
}

function amountsByMonth(month: number): Call {
  const first = (months: number) => new Date(Date.UTC(2024, months, 1)).toISOString().slice(0, 10);
  const last = new Date(Date.UTC(2024, month + year, 0)).toISOString().slice(0, 10);
  return get("/api/deals/totals", {
    group: "expected_close_on:month",
    sum: "amount",
    filter: json({ field: "expected_close_on", op: "between", value: { from: first(month), to: last } }),
  });
}

function newPerson(city: string): Record<string, unknown> {
  return {
    name: { given: "Grace", family: "Smithson" },
    job_title: "Buyer",
    email: "grace.smithson00000000@mail.example",
    phone: "+447700000000",
    address: { city },
  };
}

function get(path: string, query?: Readonly<Record<string, string>>): Call {
  return { method: "GET", path: query ? `${path}?${new URLSearchParams(query)}` : path };
}

function post(path: string, body: unknown): Call {
  return { method: "POST", path, body };
}

function json(value: unknown): string {
  return JSON.stringify(value);
}
