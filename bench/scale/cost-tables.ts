import type { ResultTable } from "../suite.ts";
import { ALL_ON, BY_DEFAULT, LEAN, type MonthSettings, monthCost, total } from "./month-cost.ts";
import { dollars } from "./words-for-figures.ts";

const VOLUMES = [
  [1e6, "1 M"],
  [100e6, "100 M"],
  [1e9, "1 B"],
] as const;

/** Each part of a month's bill, at three volumes, with three ways to set it. */
export function monthTable(): ResultTable {
  const ways = [LEAN, BY_DEFAULT, ALL_ON];
  const costs = VOLUMES.flatMap(([requests]) => ways.map((way) => monthCost(requests, way)));
  const names = [...(costs[0]?.keys() ?? [])];
  return {
    title: "",
    columns: [
      "$ a month",
      ...VOLUMES.flatMap(([, volume]) => ways.map(({ name }) => `${volume}, ${name}`)),
    ],
    rows: [
      ...names.map((name) => [name, ...costs.map((cost) => dollars(cost.get(name) ?? 0))]),
      ["**all**", ...costs.map((cost) => `**${dollars(total(cost))}**`)],
      ["$ for a million requests", ...costs.map((cost, at) => dollars(ofMillion(cost, at)))],
    ],
  };
}

function ofMillion(cost: ReadonlyMap<string, number>, at: number): number {
  const [requests] = VOLUMES[Math.floor(at / 3)] ?? [1];
  return (total(cost) * 1e6) / requests;
}

/** What API Gateway's other kind would save. */
export function gatewayTable(): ResultTable {
  const http: MonthSettings = { ...BY_DEFAULT, gateway: "http" };
  const rows = VOLUMES.map(([requests, volume]) => {
    const [rest, other] = [BY_DEFAULT, http].map((way) => monthCost(requests, way));
    const [all, allOther] = [rest, other].map((cost) => total(cost ?? new Map()));
    const [part, partOther] = [rest, other].map((cost) => cost?.get("gateway") ?? 0);
    return [volume, ...[part, partOther, all, allOther].map((value) => dollars(value ?? 0))];
  });
  return {
    title: "",
    columns: [
      ...["requests a month", "REST API, $", "HTTP API, $"],
      ...["all with REST, $", "all with HTTP, $"],
    ],
    rows,
  };
}
