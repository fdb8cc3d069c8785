import { evaluate, parsePolicy } from "@profiles-api/laptop/testing";
import { describe, expect, test } from "vitest";
import { pendingWatchAccess } from "../../../infra/constructs/backlog-watches.ts";
import { indexAccess } from "../../../infra/constructs/directory-consumer.ts";
import { keyKeeperAccess } from "../../../infra/constructs/issuer-key-keeper.ts";
import { photoUploadAccess, sweepAccess } from "../../../infra/constructs/photo-access.ts";
import { removalAccess } from "../../../infra/constructs/removal-consumer.ts";
import { authorizerAccess } from "../../../infra/stacks/api-stack.ts";
import { PARTITION } from "../../../shared/persistence/keys.ts";
import type { Access } from "../../../shared/routes/define-route.ts";
import { accessOf } from "../../../shared/routes/route-access.ts";
import { routeTable } from "../../../shared/routes/route-table.ts";
import {
  STACKS,
  SynthesisedTemplate,
  type TemplateResource,
} from "../../support/synthesised-template.ts";

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

const template = new SynthesisedTemplate(...STACKS);
const functions = template.ofType("AWS::Lambda::Function");

function functionOf(description: string): TemplateResource {
  const found = functions.find(([, { Properties }]) => Properties.Description === description);
  if (!found) throw new Error(`No function is described as ${description}.`);
  return found[1];
}

function statementsOf({ Properties }: TemplateResource): Statement[] {
  const role = template.resources[Properties.Role["Fn::GetAtt"][0]];
  return role?.Properties.Policies.flatMap(
    ({ PolicyDocument }: { PolicyDocument: { Statement: Statement[] } }) =>
      PolicyDocument.Statement,
  );
}

const actionsOf = ({ Action }: Statement) => (typeof Action === "string" ? [Action] : Action);

/** Statements about items, with the table they all name. */
function onItems(statements: readonly Statement[]) {
  const found = statements
    .filter((statement) => JSON.stringify(statement.Condition ?? "").includes("LeadingKeys"))
    .map((statement) => ({ ...statement, Resource: "table" }));
  const parsed = parsePolicy({ Statement: found as never }, "the role");
  return (action: string, keys: readonly string[]) =>
    evaluate(parsed, action, "table", { "dynamodb:LeadingKeys": keys });
}

const PREFIXES = Object.values(PARTITION);
const ACTIONS = [
  ...["GetItem", "BatchGetItem", "Query", "Scan", "PutItem", "UpdateItem", "DeleteItem"],
  ...["BatchWriteItem", "ConditionCheckItem"],
].map((name) => `dynamodb:${name}`);

/** Pairs of DynamoDB action and key prefix, as calls on one item each find them out. */
function grantedOnTable(statements: readonly Statement[]): string[] {
  const allows = onItems(statements);
  return ACTIONS.flatMap((action) =>
    PREFIXES.filter((prefix) => allows(action, [`${prefix}x`])).map(
      (prefix) => `${action} ${prefix}*`,
    ),
  ).sort();
}

/** Pairs of action and partition that a transaction of the role may have in it. */
function inTransactions({ table = [] }: Access): { action: string; partition: string }[] {
  return table
    .filter(({ alone }) => !alone)
    .flatMap(({ actions, partitions }) =>
      actions
        .filter((action) => /^(Put|Update|Delete|ConditionCheck)Item$/.test(action))
        .flatMap((action) =>
          partitions.map((partition) => ({ action: `dynamodb:${action}`, partition })),
        ),
    );
}

function declaredOnTable(access: Access): string[] {
  const pairs = (access.table ?? []).flatMap(({ actions, partitions }) =>
    actions.flatMap((action) => partitions.map((prefix) => `dynamodb:${action} ${prefix}*`)),
  );
  // What a route needs and what counting needs may be the same.
  return [...new Set(pairs)].sort();
}

/** On the photos, and on the log of removals. */
function declaredOnPhotos({ photos = [], removalLog }: Access): string[] {
  return photos
    .flatMap(({ actions, prefix }) => actions.map((action) => `s3:${action} ${prefix}*`))
    .concat(removalLog ? ["s3:PutObject removals/*"] : [])
    .sort();
}

/** Pairs of S3 action and key prefix. */
function grantedOnPhotos(statements: readonly Statement[]): string[] {
  return statements
    .flatMap((statement) =>
      actionsOf(statement)
        .filter((action) => action.startsWith("s3:"))
        .flatMap((action) => photoPrefixes(statement).map((prefix) => `${action} ${prefix}`)),
    )
    .sort();
}

function photoPrefixes({ Resource, Condition }: Statement): string[] {
  const byCondition = Condition as { StringLike?: { "s3:prefix": string } } | undefined;
  if (byCondition?.StringLike) return [byCondition.StringLike["s3:prefix"]];
  return ([Resource].flat() as { "Fn::Join": [string, unknown[]] }[]).map((arn) =>
    String(arn["Fn::Join"][1].at(-1)).replace(/^\//, ""),
  );
}

const subjects: [string, Access][] = [
  ...routeTable.map((route): [string, Access] => [
    `${route.method} ${route.path}`,
    accessOf(route),
  ]),
  ["Checks the credential of every call", authorizerAccess],
  [
    "Deletes what removed profiles, replaced photos and erased accounts leave, makes archives",
    removalAccess,
  ],
  ["Keeps the index of the directory to what published profiles say", indexAccess],
  ["Makes photos of direct uploads", photoUploadAccess],
  ["Removes photos and uploads that nothing refers to", sweepAccess],
  ["Keeps the issuers' keys for when an issuer is down", keyKeeperAccess],
  ["Measures for how long something waits to be removed", pendingWatchAccess],
];

describe.each(subjects)("%s", (description, access) => {
  const statements = statementsOf(functionOf(description));

  test("may do on the table exactly what is declared", () => {
    expect(grantedOnTable(statements)).toEqual(declaredOnTable(access));
  });

  test("may write all its partitions in one transaction, if it is judged as a whole", () => {
    const allows = onItems(statements);
    const parts = inTransactions(access);
    const keys = [...new Set(parts.map(({ partition }) => `${partition}x`))];
    for (const { action } of parts) expect([action, allows(action, keys)]).toEqual([action, true]);
    const declared = declaredOnTable(access);
    for (const action of ACTIONS) {
      // No action goes without a key of its own, nor beside one that no transaction has.
      for (const prefix of PREFIXES) {
        const isOwn = declared.includes(`${action} ${prefix}*`);
        const others = keys.filter((key) => !declared.includes(`${action} ${key.slice(0, -1)}*`));
        if (!isOwn) expect(allows(action, [...others, `${prefix}x`])).toBe(false);
      }
      expect(allows(action, [...keys, "ELSEWHERE#x"])).toBe(false);
      expect(allows(action, [])).toBe(false);
    }
  });

  test("has a policy far below IAM's 10,240 characters", () => {
    expect(JSON.stringify(statements).length).toBeLessThan(7_000);
  });

  test("may do on the photos exactly what is declared", () => {
    expect(grantedOnPhotos(statements)).toEqual(declaredOnPhotos(access));
  });

  test("calls no control plane", () => {
    const actions = statements.flatMap(actionsOf);
    expect(actions.filter((action) => action.startsWith("apigateway:"))).toEqual([]);
  });

  test("may read the pepper, and no other secret, exactly if declared", () => {
    const reading = statements.filter((statement) =>
      actionsOf(statement).some((action) => action.startsWith("secretsmanager:")),
    );
    const Resource = { "Fn::ImportValue": expect.stringContaining("RefPepper") };
    const read = { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource };
    expect(reading).toEqual(access.pepper ? [read] : []);
  });

  test("may otherwise log, trace and read its own events", () => {
    const others = statements
      .flatMap(actionsOf)
      .filter((action) => !/^(s3|dynamodb|secretsmanager):/.test(action))
      .filter((action) => !/^(logs:(CreateLogStream|PutLogEvents)|xray:Put\w+)$/.test(action));
    const isConsumer = access === removalAccess || access === indexAccess;
    const hasQueue = isConsumer || access === photoUploadAccess;
    expect(others).toEqual(hasQueue ? ["sqs:SendMessage"] : []);
    const withoutKeys = statements
      .filter(({ Condition }) => !Condition)
      .flatMap(actionsOf)
      .filter((action) => action.startsWith("dynamodb:"));
    const stream = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"];
    expect(withoutKeys).toEqual(isConsumer ? stream.map((name) => `dynamodb:${name}`) : []);
  });
});

test.each([
  ["Counts the keys of the gateway", "apigateway:GET", "::/apikeys"],
  ["Uses the API as a caller does", "secretsmanager:GetSecretValue", "ServiceCheckKey"],
])("%s: it may do that, log, and nothing else", (description, action, resource) => {
  const statements = statementsOf(functionOf(description));
  const others = statements.filter((one) => !actionsOf(one).some((name) => /^logs:/.test(name)));
  expect(others).toEqual([{ Effect: "Allow", Action: action, Resource: expect.anything() }]);
  expect(JSON.stringify(others[0]?.Resource)).toContain(resource);
});

test("counters and records of repeated requests are in no transaction but those that count slugs, uploads, archives and erasures", () => {
  const counting = routeTable.filter((route) => {
    const { id, method, path, auth } = route;
    if (auth === "public") return false;
    const allows = onItems(statementsOf(functionOf(`${method} ${path}`)));
    const own = inTransactions(accessOf(route)).map(({ partition }) => `${partition}x`);
    const beside = (partition: string) =>
      ACTIONS.some((action) => allows(action, [...own, `${partition}x`]));
    const others = own.filter((key) => key !== `${PARTITION.usage}x`);
    if (others.length > 0) expect([id, beside(PARTITION.idempotency)]).toEqual([id, false]);
    return others.length > 0 && beside(PARTITION.usage);
  });
  expect(counting.map(({ id }) => id).toSorted()).toEqual([
    "create-account-export",
    "create-photo-upload",
    "erase-account",
    "publish-profile",
    "update-profile",
  ]);
});

test("no function reaches the record of what operators did", () => {
  for (const [, resource] of functions) {
    const allows = onItems(statementsOf(resource));
    const reached = ACTIONS.filter((action) => allows(action, [`${PARTITION.audit}2026-11`]));
    expect([resource.Properties.Description, reached]).toEqual([
      resource.Properties.Description,
      [],
    ]);
  }
});

test("no role allows an action by wildcard, and only tracing names no resource", () => {
  for (const [, { Properties }] of template.ofType("AWS::IAM::Role")) {
    for (const { PolicyDocument } of Properties.Policies ?? []) {
      for (const statement of PolicyDocument.Statement as Statement[]) {
        expect(statement.Effect).toBe("Allow");
        expect(actionsOf(statement).filter((action) => action.includes("*"))).toEqual([]);
        const tracing = actionsOf(statement).every((action) => action.startsWith("xray:"));
        expect(JSON.stringify(statement.Resource) === '"*"').toBe(tracing);
      }
    }
  }
});

test("every function has a role of its own", () => {
  const roles = functions.map(([, { Properties }]) => JSON.stringify(Properties.Role));
  expect(new Set(roles).size).toBe(functions.length);
});
