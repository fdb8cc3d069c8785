import { type CloudFormationClient, paginateListExports } from "@aws-sdk/client-cloudformation";
import { accountOf } from "../../aws-identity.ts";
import type { Check } from "../check.ts";
import { holdsResources } from "../deployed-stack.ts";
import { UNKNOWN_PART, ValueEstimate } from "../estimate-value.ts";
import { type Finding, ok, stop } from "../finding.ts";
import { environmentsOf, type IssuerEntry, issuerEntries } from "../issuer-entries.ts";
import type { Subject } from "../subject.ts";
import { trustsUserPool } from "../user-pool-loss.ts";

/** People find their data by account. A changed prefix gives them an empty one. */
export const accountNamespaces: Check = {
  name: "accounts",
  permissions: [
    "cloudformation:DescribeStacks",
    "cloudformation:GetTemplate",
    "cloudformation:ListExports",
  ],
  async run(subject) {
    const { assembly, deployed } = subject;
    const stack = await deployed(assembly.api);
    if (!holdsResources(stack)) return ok("none yet");
    const template = await stack.template();
    const place = await placeOf(subject);
    const values = new ValueEstimate(assembly, assembly.api, place);
    const before = issuerEntries(template, values);
    const after = issuerEntries(assembly.api.template, values);
    const hasPool = trustsUserPool(assembly.stateful.template);
    const stops = [
      ...before.flatMap((entry) => judge(entry, after, hasPool)),
      ...after.flatMap((entry) => judgeNew(entry, before, hasPool)),
    ];
    return stops.length > 0 ? stops : ok("every issuer keeps its accounts");
  },
};

/** The values of exports are asked for only where an issuer's name depends on them. */
async function placeOf({ assembly, region = "", caller, clients, deployed }: Subject) {
  const known = await caller().catch(() => undefined);
  const place = { region, account: accountOf(known) ?? "" };
  const templates = [assembly.api.template, await (await deployed(assembly.api))?.template()];
  const values = new ValueEstimate(assembly, assembly.api, place);
  const texts = templates
    .flatMap((template) => (template ? environmentsOf(template) : []))
    .map(([, { JWT_ISSUERS }]) => values.textOf(JWT_ISSUERS));
  const isOpen = texts.some((text) => text.includes(UNKNOWN_PART));
  return isOpen ? { ...place, exports: await exportValues(clients.cloudFormation) } : place;
}

async function exportValues(client: CloudFormationClient): Promise<ReadonlyMap<string, string>> {
  const values = new Map<string, string>();
  for await (const { Exports = [] } of paginateListExports({ client }, {})) {
    for (const { Name = "", Value = "" } of Exports) values.set(Name, Value);
  }
  return values;
}

function judge(before: IssuerEntry, all: readonly IssuerEntry[], hasPool: boolean): Finding[] {
  const after = all.find(({ issuer }) => issuer === before.issuer);
  if (!after || !before.isKnown || isSame(before.accounts, after.accounts)) return [];
  const keeps = before.accounts === "" ? "shared" : "own";
  return [
    stop(
      `${before.issuer} would name other accounts than now: its people would find theirs empty`,
      before.accounts !== "" && after.accounts !== ""
        ? `its accounts begin with ${before.accounts} now, and must go on so`
        : `${settingOf(after, hasPool, keeps)} keeps the present ones`,
    ),
  ];
}

/** An issuer that comes first shares without being told to: it would take over whose place it takes. */
function judgeNew(after: IssuerEntry, before: readonly IssuerEntry[], hasPool: boolean): Finding[] {
  const isNew = !before.some(({ issuer }) => issuer === after.issuer);
  const owner = before.find(({ accounts }) => accounts === "");
  if (!isNew || !owner || after.accounts !== "" || after.saysShared) return [];
  const name = after.isKnown ? after.issuer : "the new user pool";
  return [
    stop(
      `${name} would speak for the accounts of ${owner.isKnown ? owner.issuer : "the user pool"}: whoever has the same sub in both is one person`,
      `${settingOf(after, hasPool, "own")} gives it accounts of its own; where both mean the same people, say shared instead`,
    ),
  ];
}

/** How to say whose accounts an issuer speaks for; the settings have a place for each of three kinds. */
function settingOf({ position, isLast }: IssuerEntry, hasPool: boolean, value: string): string {
  if (hasPool && isLast) return `-c userPoolAccounts=${value}`;
  const inList = `"accounts": "${value}" in its entry of jwtIssuers`;
  // A template does not tell whether the first one has settings of its own.
  return position === 0 ? `-c jwtAccounts=${value} for jwtIssuer, or ${inList},` : inList;
}

/** `own` is a prefix that only the deployment gets to know. */
function isSame(before: string, after: string): boolean {
  const eitherOwn = before === "own" || after === "own";
  return before === after || (eitherOwn && before !== "" && after !== "");
}
