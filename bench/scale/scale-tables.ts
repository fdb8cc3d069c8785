import type { ResultTable } from "../suite.ts";
import { backgroundTable } from "./background-table.ts";
import { gatewayTable, monthTable } from "./cost-tables.ts";
import { INPUTS } from "./inputs.ts";
import { QUOTAS, type Quota } from "./quotas.ts";
import { ceilingsTable, flashTable, growingTable, wordsTable } from "./rate-tables.ts";
import { MIX } from "./request-mix.ts";
import { percent } from "./words-for-figures.ts";

/** The tables of docs/scale.md, by the names of their markers. */
export function scaleTables(): ReadonlyMap<string, ResultTable> {
  return new Map([
    ["ceilings", ceilingsTable()],
    ["growing", growingTable()],
    ["flash", flashTable()],
    ["words", wordsTable()],
    ["background", backgroundTable()],
    ["month", monthTable()],
    ["gateway", gatewayTable()],
    ["quotas", quotasTable()],
    ["mix", mixTable()],
    ["inputs", inputsTable()],
  ]);
}

function quotasTable(): ResultTable {
  const quotas: readonly Quota[] = Object.values(QUOTAS);
  return {
    title: "",
    words: [1, 4],
    columns: ["service", "quota", "default", "can be raised", "where, or what else"],
    rows: quotas.map(({ service, name, value, unit, adjustable, raise, page }) => [
      ...[service, `[${name}](${page})`, `${value.toLocaleString("en-US")} ${unit}`],
      ...[adjustable ? "yes" : "no", raise],
    ]),
  };
}

function mixTable(): ResultTable {
  return {
    title: "",
    columns: ["request", "share"],
    rows: MIX.map(({ sample, share }) => [sample, percent(share)]),
  };
}

function inputsTable(): ResultTable {
  return {
    title: "",
    words: [2, 3],
    columns: ["input", "value", "what", "source"],
    rows: Object.entries(INPUTS).map(([name, { value, unit, means, source }]) => [
      ...[`\`${name}\``, `${value.toLocaleString("en-US")} ${unit}`, means, source],
    ]),
  };
}
