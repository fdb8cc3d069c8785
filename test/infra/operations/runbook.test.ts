import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { INPUTS } from "../../../bench/scale/inputs.ts";
import { ERRORS } from "../../../infra/bundling/reference/error-words.ts";
import { gatewayErrors } from "../../../infra/constructs/gateway-responses.ts";
import { readCommandLine } from "../../../infra/operations/operator/command-line.ts";
import { COMMANDS } from "../../../infra/operations/operator/commands/command-table.ts";
import { repositoryRoot } from "../../../infra/repository-root.ts";
import { STACKS, SynthesisedTemplate } from "../../support/synthesised-template.ts";

const page = (name: string) => readFileSync(join(repositoryRoot, "docs", name), "utf8");
const runbook = page("operations.md");
const operator = page("operator.md");
const template = new SynthesisedTemplate(...STACKS);

/** What stands in code, such as a command; lines of shell among it. */
const codesOf = (text: string) => [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);

/** What the words in angle brackets stand for. */
const FILLED: Readonly<Record<string, string>> = {
  account: "auth0|jane",
  plan: "startup",
  code: "abuse",
  slug: "jane-doe",
  "profile id": "0197a000-0000-7000-8000-000000000001",
  "erasure id": "0197a000-0000-7000-8000-000000000002",
  "key id": "0123456789abcdef",
  "e-mail address": "jane@example.com",
  seconds: "30",
  n: "7",
  number: "8",
  time: "2026-11-28T14:03:00Z",
  table: "Restored",
  id: "0197a000-0000-7000-8000-000000000001",
  file: "count.json",
  "restored table": "Restored",
  "ISO 8601, UTC": "2026-11-28T14:03:00Z",
  "account or slug": "jane-doe",
  "id or digest": "0197a000-0000-7000-8000-000000000001",
  "yyyy-mm": "2026-11",
};

const verbs = COMMANDS.map(({ verb }) => verb);

/** The words of a command, with brackets and placeholders filled in. */
function wordsOf(command: string): string[] {
  const filled = command.replace(/<([^>]+)>/g, (_, name) => FILLED[name] ?? `<${name}>`);
  return filled.replace(/[[\]]|\.{3}$/g, "").split(" ");
}

test.each(COMMANDS.flatMap(({ usage }) => usage))("a page says when to run %s", (usage) => {
  const first = usage.replace(/ [<[-].*/, "");
  expect([runbook, operator].flatMap(codesOf).some((code) => code.startsWith(first))).toBe(true);
});

const pages = [runbook, operator, page("restore.md"), page("pepper.md")];
const written = [...new Set(pages.flatMap(codesOf))].filter((code) =>
  verbs.some((verb) => code === verb || (code.startsWith(`${verb} `) && /[<[]/.test(code))),
);

test("commands are found", () => {
  expect(written.length).toBeGreaterThan(COMMANDS.length / 2);
});

test.each(written)("is understood: %s", (command) => {
  const complete = COMMANDS.some(({ verb }) => verb === command) ? undefined : command;
  if (complete === undefined) return;
  const line = readCommandLine(wordsOf(complete));
  expect("fault" in line ? line : undefined).toBeUndefined();
});

test("the operator's page sets all that commands need", () => {
  const block = operator.slice(operator.indexOf("```sh"), operator.indexOf("```\n"));
  const set = new Set(
    [...block.matchAll(/\b([A-Z_]+)=<(\w+)>/g)].map(([, ...pair]) => pair.join()),
  );
  const needed = COMMANDS.flatMap(({ needs = {} }) =>
    Object.entries(needs).map(([name, output]) => `${name},${output.split(" ")[0]}`),
  );
  expect(needed.filter((pair) => !set.has(pair))).toEqual([]);
});

test("the operator's page lists the commands that there are", () => {
  const rows = [...operator.matchAll(/^\| `([a-z-]+)/gm)].map(([, verb = ""]) => verb);
  expect(rows.filter((verb) => !verbs.includes(verb))).toEqual([]);
});

const alarms = template.ofType("AWS::CloudWatch::Alarm").map(([id]) => id);

test("each alarm is in the runbook, and each alarm of the runbook in the template", () => {
  const named = [...new Set(runbook.match(/\b(?:[A-Z][a-z]+){2,}\b/g))];
  const known = alarms.map((id) => id.replace(/^Monitoring/, "").replace(/[0-9A-F]{8}$/, ""));
  expect(known.filter((name) => !new RegExp(`\\b${name}\\b`).test(runbook))).toEqual([]);
  // As many as docs/scale.md pays for; that of the check is there where a setting asks for it.
  expect(known.filter((name) => name !== "CheckFails").length).toBe(INPUTS.alarms.value);
  const looksLikeAlarm = /(?:Fails?|Failed|Late|Stale|Throttled|High|Errors|Pending)$/;
  // There only while releases are shifted.
  const all = [...known, "ReleaseFails"];
  expect(named.filter((name) => looksLikeAlarm.test(name) && !all.includes(name))).toEqual([]);
});

test("each saved query is in the runbook by its name", () => {
  const names = template
    .ofType("AWS::Logs::QueryDefinition")
    .map(([, { Properties }]) => String(Properties.Name).replace(/^.*\//, ""));
  expect(names.length).toBeGreaterThan(5);
  const missing = names.filter((name) => {
    const told = name.startsWith("Faults in ") ? "*Faults in …*" : `*${name}*`;
    return !runbook.includes(told);
  });
  expect(missing).toEqual([]);
});

test("codes of errors are those that callers get, with their status", () => {
  const statuses = new Map<string, Set<number>>();
  const add = (code: string, status: number) =>
    statuses.set(code, (statuses.get(code) ?? new Set()).add(status));
  for (const { status, codes } of ERRORS) for (const code of Object.keys(codes)) add(code, status);
  for (const { status, code } of gatewayErrors) if (status) add(code, status);
  const told = [...`${runbook}${operator}`.matchAll(/\b([45]\d\d)(?:, \d{3})* `([a-z_]+)`/g)];
  expect(told.length).toBeGreaterThan(10);
  const wrong = told.filter(([, status, code = ""]) => !statuses.get(code)?.has(Number(status)));
  expect(wrong.map(([text]) => text)).toEqual([]);
});
