import fc from "fast-check";
import { comparisons, type Filter } from "#kernel/filter";

/** A comparison of `field` by one of `ops`. */
export function clause(
  field: string,
  ops: readonly string[],
  value: fc.Arbitrary<unknown>,
): fc.Arbitrary<Filter> {
  return fc.record({ field: fc.constant(field), op: fc.constantFrom(...ops), value }) as fc.Arbitrary<Filter>;
}

/** `plain` comparisons, questions about related `lists`, and groups of what `tree` makes. */
export function groups(
  tree: fc.Arbitrary<Filter>,
  plain: fc.Arbitrary<Filter>,
  ...lists: readonly fc.Arbitrary<Filter>[]
): fc.Arbitrary<Filter> {
  return fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { weight: 3, arbitrary: plain },
    { weight: 2, arbitrary: fc.record({ and: fc.array(tree, { maxLength: 3 }) }) },
    { weight: 2, arbitrary: fc.record({ or: fc.array(tree, { maxLength: 3 }) }) },
    fc.record({ not: tree }),
    ...lists,
  );
}

/** A question about the records of `list`, which fulfil what `inner` makes; `of` is a number of theirs. */
export function related(list: string, inner: fc.Arbitrary<Filter>, of?: string): fc.Arbitrary<Filter> {
  const condition = fc.oneof(fc.constant(true as const), inner);
  const op = fc.constantFrom(...comparisons);
  const where = fc.record({ where: inner }, { requiredKeys: [] });
  const count = fc.tuple(op, fc.nat(3), where).map(([how, value, more]) => ({ op: how, value, ...more }));
  const currency = of === "amount" ? fc.constantFrom({}, { currency: "USD" }) : fc.constant({});
  const number = fc
    .tuple(op, fc.constantFrom("0", "37.5", "100", "10"), where, currency)
    .map(([how, value, more, its]) => ({ of, op: how, value, ...more, ...its }));
  const questions = [
    fc.record({ some: condition }),
    fc.record({ none: condition }),
    fc.record({ count }),
    ...(of ? ["sum", "avg", "min", "max"].map((how) => number.map((asked) => ({ [how]: asked }))) : []),
  ];
  return fc.oneof(...questions).map((one) => ({ related: list, ...one })) as fc.Arbitrary<Filter>;
}
