export * from "./commission.ts";
export * from "./periods.ts";
export * from "./reports.ts";
export * from "./scope.ts";
export * from "./forecast.ts";
export * from "./movements.ts";
export * from "./targets.ts";
