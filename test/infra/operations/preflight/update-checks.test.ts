import { expect, test } from "vitest";
import type { Template } from "../../../../infra/operations/preflight/template.ts";
import { STACKS } from "../../../support/synthesised-template.ts";
import { changed, idOf, useCheckBench, withIssuers } from "./check-fixture.ts";

const bench = useCheckBench();

test.each([
  [undefined, "ok", "not deployed yet"],
  ["CREATE_COMPLETE", "ok", "CREATE_COMPLETE"],
  ["UPDATE_ROLLBACK_COMPLETE", "ok", "UPDATE_ROLLBACK_COMPLETE"],
  ["REVIEW_IN_PROGRESS", "ok", "not deployed yet"],
  ["ROLLBACK_COMPLETE", "warning", "the CDK removes the rest of it and begins anew"],
  ["ROLLBACK_FAILED", "warning", "begins anew"],
  ["UPDATE_FAILED", "warning", "npx cdk rollback --app cdk.out ProfilesApi"],
  ["UPDATE_ROLLBACK_FAILED", "stop", "continue-update-rollback --stack-name ProfilesApi"],
  ["DELETE_FAILED", "stop", "aws cloudformation delete-stack --stack-name ProfilesApi"],
  ["UPDATE_IN_PROGRESS", "stop", "wait: "],
])("a stack in state %s: %s", async (status, verdict, said) => {
  bench.aws.state.stacks = status === undefined ? {} : { ProfilesApi: { status } };
  const findings = await bench.findings("stacks");
  if (said === "not deployed yet") {
    expect(findings).toEqual([`ok: ${STACKS.join(", ")}: not deployed yet`]);
    return;
  }
  const others = STACKS.filter((name) => name !== "ProfilesApi");
  expect(findings).toHaveLength(2);
  expect(findings).toContain(`ok: ${others.join(", ")}: not deployed yet`);
  const api = findings.find((one) => one.startsWith(`${verdict}: ProfilesApi: `));
  expect(api).toContain(said);
});

test("exports: one in use must stay as it is", async () => {
  expect(await bench.findings("exports")).toEqual(["ok: none in use is dropped or changed"]);
  const { api, stateful } = bench.assembly;
  const name = "ProfilesStateful:Old";
  const before = changed(stateful.template, ({ Outputs }) => {
    Outputs.Old = {
      Value: { Ref: idOf(stateful.template, "AWS::S3::Bucket") },
      Export: { Name: name },
    };
  });
  bench.deploy(api.template, before);
  expect(await bench.findings("exports")).toEqual(["ok: none in use is dropped or changed"]);
  bench.aws.state.imports = { [name]: ["ProfilesApi", "Theirs"] };
  expect(await bench.findings("exports")).toEqual([
    expect.stringMatching(
      /^stop: the update drops or changes ProfilesStateful:Old, which is imported by ProfilesApi, Theirs → keep it/,
    ),
  ]);
  // What a failed first deployment left is removed before anything else.
  bench.deploy(api.template, before, "ROLLBACK_COMPLETE");
  expect(await bench.findings("exports")).toEqual(["ok: none in use is dropped or changed"]);
});

test("exports: one that its importer lets go of in the same version goes in two steps", async () => {
  const { api, stateful } = bench.assembly;
  const name = "ProfilesProfiles:Old";
  const at = bench.assembly.stacks.find((stack) => stack.name === "ProfilesProfiles");
  if (!at) throw new Error("There is no such stack.");
  bench.deploy(api.template, stateful.template);
  const before = changed(at.template, ({ Outputs }) => {
    Outputs.Old = { Value: "old", Export: { Name: name } };
  });
  const { stacks } = bench.aws.state;
  const status = "UPDATE_COMPLETE";
  bench.aws.state.stacks = { ...stacks, ProfilesProfiles: { status, template: before } };
  bench.aws.state.imports = { [name]: ["ProfilesApi"] };
  expect(await bench.findings("exports")).toEqual([
    expect.stringMatching(/^stop: .* → .* npx cdk deploy --app cdk.out --exclusively ProfilesApi$/),
  ]);
});

test("data: a retained resource must stay the same", async () => {
  const none = "ok: nothing that holds data is dropped or replaced";
  expect(await bench.findings("data")).toEqual([none]);
  const { api, stateful } = bench.assembly;
  bench.deploy(api.template, stateful.template);
  expect(await bench.findings("data")).toEqual([none]);
  const id = idOf(stateful.template, "AWS::DynamoDB::Table");
  const renamed = changed(stateful.template, ({ Resources }) => {
    const table = Resources[id];
    delete Resources[id];
    if (table) Resources.OtherTable = table;
  });
  bench.deploy(api.template, renamed);
  expect(await bench.findings("data")).toEqual([
    expect.stringMatching(/^stop: the update drops or replaces OtherTable: .* empty one →/),
  ]);
});

const withPool = (template: Template, state: string) =>
  changed(template, ({ Resources, Outputs }) => {
    const Type = "AWS::Cognito::UserPool";
    Resources.Pool = { Type, DeletionPolicy: "Retain", Properties: {} };
    Outputs.UserPoolTokens = { Value: state };
  });

test("user pool: it goes only when it was retired before", async () => {
  const { api, stateful } = bench.assembly;
  expect(await bench.findings("user pool")).toEqual(["ok: none is lost"]);
  bench.deploy(api.template, withPool(stateful.template, "accepted"));
  expect(await bench.findings("user pool")).toEqual([
    expect.stringMatching(
      /^stop: the deployed stack has a user pool .* → -c userPool=true keeps it/,
    ),
  ]);
  bench.deploy(api.template, withPool(stateful.template, "retired"));
  expect(await bench.findings("user pool")).toEqual(["ok: none is lost"]);
  expect(await bench.findings("data")).toEqual([
    "ok: nothing that holds data is dropped or replaced",
  ]);
  const kept = withPool(stateful.template, "accepted");
  bench.synthesise({ stateful: kept });
  bench.deploy(api.template, kept);
  expect(await bench.findings("user pool")).toEqual(["ok: none is lost"]);
});

const a = "https://a.example";
const same = "ok: every issuer keeps its accounts";

test.each([
  ["as in earlier versions", { issuer: a, audience: "x" }, { issuer: a, audiences: ["x"] }, same],
  [
    "without a prefix, then with",
    { issuer: a, audience: "x" },
    { issuer: a, accounts: "p|" },
    '-c jwtAccounts=shared for jwtIssuer, or "accounts": "shared" in its entry of jwtIssuers, keeps',
  ],
  [
    "with a prefix, then without",
    { issuer: a, accounts: "p|" },
    { issuer: a },
    '-c jwtAccounts=own for jwtIssuer, or "accounts": "own" in its entry of jwtIssuers, keeps',
  ],
  [
    "with another prefix",
    { issuer: a, accounts: "p|" },
    { issuer: a, accounts: "q|" },
    "its accounts begin with p| now, and must go on so",
  ],
  ["with one of its own", { issuer: a, accounts: "own" }, { issuer: a, accounts: "p|" }, same],
  ["another issuer", { issuer: "https://b.example" }, { issuer: a, accounts: "p|" }, same],
  [
    "another issuer in the place of one whose sub was the account",
    { issuer: "https://b.example" },
    { issuer: a },
    `${a} would speak for the accounts of https://b.example: whoever has the same sub in both is one person → -c jwtAccounts=own for jwtIssuer`,
  ],
  [
    "another issuer that shares by name",
    { issuer: "https://b.example" },
    { issuer: a, accounts: "shared" },
    same,
  ],
  [
    "another issuer after one with accounts of its own",
    { issuer: "https://b.example", accounts: "own" },
    { issuer: a },
    same,
  ],
])("accounts of an issuer %s", async (_, before, after, expected) => {
  const { api, stateful } = bench.assembly;
  expect(await bench.findings("accounts")).toEqual(["ok: none yet"]);
  bench.deploy(withIssuers(api.template, [before]), stateful.template);
  bench.synthesise({ api: withIssuers(api.template, [after]) });
  const [one] = await bench.findings("accounts");
  expect(one).toContain(expected);
  expect(one?.startsWith("stop")).toBe(expected !== same);
});

test.each([
  [
    "a further one of the list",
    undefined,
    '→ "accounts": "shared" in its entry of jwtIssuers keeps',
  ],
  ["the user pool", "accepted", "→ -c userPoolAccounts=shared keeps the present ones"],
  ["a pool that is retired, which is no issuer any more", "retired", '→ "accounts": "shared" in'],
])("accounts: the remedy names the setting of %s", async (_, state, remedy) => {
  const { api, stateful } = bench.assembly;
  bench.deploy(withIssuers(api.template, [{ issuer: a }]), stateful.template);
  bench.synthesise({
    api: withIssuers(api.template, [
      { issuer: "https://new.example", accounts: "shared" },
      { issuer: a, accounts: "own" },
    ]),
    stateful: state === undefined ? stateful.template : withPool(stateful.template, state),
  });
  expect(await bench.findings("accounts")).toEqual([expect.stringContaining(remedy)]);
});

test("accounts: an issuer that comes before a pool of the deployment takes nobody's over", async () => {
  const { api, stateful } = bench.assembly;
  const pool = "https://pool.example";
  bench.deploy(
    withIssuers(api.template, [{ issuer: pool }]),
    withPool(stateful.template, "accepted"),
  );
  const propose = (...issuers: object[]) =>
    bench.synthesise({
      api: withIssuers(api.template, issuers),
      stateful: withPool(stateful.template, "accepted"),
    });
  propose({ issuer: a }, { issuer: pool, accounts: "own" });
  expect(await bench.findings("accounts")).toEqual([
    expect.stringContaining("-c userPoolAccounts=shared keeps the present ones"),
    expect.stringContaining(`${a} would speak for the accounts of ${pool}`),
  ]);
  // Half of the advice is not enough.
  propose({ issuer: a }, { issuer: pool, accounts: "shared" });
  expect(await bench.findings("accounts")).toEqual([expect.stringContaining("-c jwtAccounts=own")]);
  propose({ issuer: a, accounts: "own" }, { issuer: pool, accounts: "shared" });
  expect(await bench.findings("accounts")).toEqual([same]);
});

test("accounts: an issuer that the deployment itself makes is known by its exports", async () => {
  const { api, stateful } = bench.assembly;
  const issuers = (accounts: string) => ({
    "Fn::Join": [
      "",
      [
        '[{"issuer":"https://cognito-idp.',
        { Ref: "AWS::Region" },
        ".amazonaws.com/",
        { "Fn::ImportValue": "ProfilesStateful:Pool" },
        `"${accounts}}]`,
      ],
    ],
  });
  const template = (accounts: string) => withIssuers(api.template, issuers(accounts));
  bench.aws.state.exports = { "ProfilesStateful:Pool": "eu-west-1_pool" };
  bench.deploy(template(""), stateful.template);
  bench.synthesise({ api: template(',"accounts":"own"') });
  expect(await bench.findings("accounts")).toEqual([
    expect.stringMatching(
      /^stop: https:\/\/cognito-idp\.eu-west-1\.amazonaws\.com\/eu-west-1_pool would name other accounts/,
    ),
  ]);
  bench.aws.state.exports = {};
  expect(await bench.findings("accounts")).toEqual([same]);
  expect(await bench.findings("issuers")).toEqual(["ok: made by this deployment"]);
});
