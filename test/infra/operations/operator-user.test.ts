import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { keptCommand, operatorCommand } from "../../support/run-operator.ts";

const POOL = "eu-west-1_AbCdEf123";
const TARGET = "AWSCognitoIdentityProviderService.";

interface Call {
  readonly operation: string;
  readonly input: Record<string, unknown>;
  readonly signed: boolean;
}

interface StoredUser {
  readonly sub: string;
  email: string;
  status: string;
  enabled: boolean;
}

/** What Cognito answers with status 400. */
class Refusal {
  readonly type: string;
  readonly message: string;

  constructor(type: string, message: string) {
    this.type = type;
    this.message = message;
  }
}

let server: Server;
let endpoint: string;
let calls: Call[];
let users: Map<string, StoredUser>;
/** Takes the place of the next answer. */
let refusal: Refusal | undefined;

/** As much of Cognito's JSON 1.1 protocol, and of its rules, as the commands meet. */
function answer({ operation, input }: Call): object {
  if (refusal) throw refusal;
  if (input.UserPoolId !== POOL) {
    throw new Refusal("ResourceNotFoundException", `User pool ${input.UserPoolId} does not exist.`);
  }
  const email = String(input.Username).toLowerCase();
  const user = users.get(email);
  if (operation === "AdminCreateUser") return create(email, user, input);
  if (!user) throw new Refusal("UserNotFoundException", "User does not exist.");
  const attributes = [
    { Name: "email", Value: user.email },
    { Name: "email_verified", Value: "true" },
    { Name: "sub", Value: user.sub },
  ];
  const shown = { Username: user.sub, Enabled: user.enabled, UserStatus: user.status };
  if (operation === "AdminGetUser") return { ...shown, UserAttributes: attributes };
  if (operation === "AdminDisableUser") user.enabled = false;
  else if (operation === "AdminEnableUser") user.enabled = true;
  else throw new Refusal("UnknownOperationException", "");
  return {};
}

function create(
  email: string,
  user: StoredUser | undefined,
  input: Record<string, unknown>,
): object {
  if (input.MessageAction === "RESEND") {
    if (!user) throw new Refusal("UserNotFoundException", "User does not exist.");
    if (user.status !== "FORCE_CHANGE_PASSWORD") {
      throw new Refusal("UnsupportedUserStateException", "Resend not possible.");
    }
  } else if (user) {
    throw new Refusal("UsernameExistsException", "User account already exists");
  }
  const stored = user ?? {
    sub: `00000000-0000-4000-8000-00000000000${users.size}`,
    email: String(input.Username),
    status: "FORCE_CHANGE_PASSWORD",
    enabled: true,
  };
  users.set(email, stored);
  return {
    User: {
      Username: stored.sub,
      Enabled: stored.enabled,
      UserStatus: stored.status,
      Attributes: [
        { Name: "email", Value: stored.email },
        { Name: "sub", Value: stored.sub },
      ],
    },
  };
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { "x-amz-target": target, authorization = "" } = request.headers;
    const call: Call = {
      operation: String(target).replace(TARGET, ""),
      input: JSON.parse(body),
      signed: /^AWS4-HMAC-SHA256 .*\/eu-west-1\/cognito-idp\//.test(authorization),
    };
    calls.push(call);
    response.setHeader("content-type", "application/x-amz-json-1.1");
    try {
      response.end(JSON.stringify(answer(call)));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      response.statusCode = 400;
      response.setHeader("x-amzn-errortype", error.type);
      response.end(JSON.stringify({ __type: error.type, message: error.message }));
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  calls = [];
  users = new Map();
  refusal = undefined;
});

const deployment = () => ({
  USER_POOL_ID: POOL,
  AWS_REGION: "eu-west-1",
  AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
  AWS_SECRET_ACCESS_KEY: "secret",
  AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: endpoint,
  // A limit that is reached is no reason to wait here.
  AWS_MAX_ATTEMPTS: "1",
});

/** Runs the command as `npm run operator -- user` does, with no other environment than this. */
function user(line: string, env: Record<string, string> = deployment(), run = keptCommand) {
  const words = ["user", ...line.split(" ").filter(Boolean)];
  return run(words, { HOME: tmpdir(), ...env });
}

async function done(line: string, run = keptCommand) {
  const { code, stdout, stderr } = await user(line, deployment(), run);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout);
}

const failed = (sentence: string) => ({ code: 1, stdout: "", stderr: `${sentence}\n` });

test("an operator invites somebody, whose address needs no further confirmation", async () => {
  expect(await done("add jane@example.com", operatorCommand)).toEqual({
    sub: "00000000-0000-4000-8000-000000000000",
    email: "jane@example.com",
    status: "FORCE_CHANGE_PASSWORD",
    enabled: true,
    next: expect.stringMatching(/temporary password .* good for 7 days/),
  });
  expect(calls).toEqual([
    {
      operation: "AdminCreateUser",
      signed: true,
      input: {
        UserPoolId: POOL,
        Username: "jane@example.com",
        DesiredDeliveryMediums: ["EMAIL"],
        UserAttributes: [
          { Name: "email", Value: "jane@example.com" },
          { Name: "email_verified", Value: "true" },
        ],
      },
    },
  ]);
});

test("nobody is invited twice by accident, but once more when asked for", async () => {
  const invited = await done("add jane@example.com");
  expect(await user("add Jane@Example.com")).toEqual(
    failed("There is a user Jane@Example.com already; user resend sends the invitation once more."),
  );
  expect(await done("resend jane@example.com")).toEqual(invited);
  expect(calls.at(-1)?.input).toMatchObject({ MessageAction: "RESEND" });
  for (const person of users.values()) person.status = "CONFIRMED";
  expect(await user("resend jane@example.com")).toEqual(
    failed(
      "jane@example.com has signed in already; a forgotten password is replaced on the sign-in page.",
    ),
  );
});

test("a user is shut out and let in again", async () => {
  await done("add jane@example.com");
  const out = await done("disable jane@example.com");
  expect(out).toMatchObject({ enabled: false, next: expect.stringContaining("within an hour") });
  expect([...users.values()].map(({ enabled }) => enabled)).toEqual([false]);
  expect(await done("enable jane@example.com")).toMatchObject({ enabled: true, sub: out.sub });
  expect([...users.values()].map(({ enabled }) => enabled)).toEqual([true]);
});

test("somebody who is not there cannot be shut out", async () => {
  expect(await user("disable nobody@example.com")).toEqual(
    failed("There is no user nobody@example.com in this pool."),
  );
  expect(calls.map(({ operation }) => operation)).toEqual(["AdminGetUser"]);
});

test("an address that is none is not sent to Cognito", async () => {
  expect(await user("add jane")).toEqual(failed("jane is not an e-mail address."));
  expect(calls).toEqual([]);
});

test("a pool that is not there is named", async () => {
  const outcome = await user("add jane@example.com", {
    ...deployment(),
    USER_POOL_ID: "eu-west-1_Other",
  });
  expect(outcome).toEqual(
    failed("There is no user pool eu-west-1_Other in this account and region."),
  );
});

test.each([
  [
    new Refusal("LimitExceededException", "Exceeded daily email limit for the operation."),
    /^Cognito sends no more e-mails today: .*docs\/user-pool\.md/,
  ],
  [
    new Refusal("AccessDeniedException", "not authorized to perform cognito-idp:AdminCreateUser"),
    /^These credentials may not manage users, .*AdminCreateUser\n$/,
  ],
  [
    new Refusal("InvalidParameterException", "Value at 'userPoolId' is wrong"),
    /^Cognito refuses this: Value at 'userPoolId' is wrong\n$/,
  ],
  [
    new Refusal("CodeDeliveryFailureException", "Unable to deliver"),
    /^The invitation to jane@example\.com could not be sent: .*user resend\.\n$/,
  ],
])("what Cognito refuses is one sentence: $type", async (given, sentence) => {
  refusal = given;
  const { code, stdout, stderr } = await user("add jane@example.com");
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(sentence);
});

test("on the laptop there is no pool, and a sentence says so", async () => {
  const outcome = await user("add jane@example.com", {});
  expect(outcome.code).toBe(1);
  expect(outcome.stderr).toMatch(/^There is no user pool on the laptop[^\n]+USER_POOL_ID[^\n]+\n$/);
});

test("without a region or credentials it says which", async () => {
  const { AWS_REGION: _, ...nowhere } = deployment();
  expect(await user("add jane@example.com", nowhere)).toEqual(
    failed("No region is set: set AWS_REGION, or a region in the AWS profile."),
  );
  const anonymous = {
    USER_POOL_ID: POOL,
    AWS_REGION: "eu-west-1",
    AWS_EC2_METADATA_DISABLED: "true",
  };
  expect(await user("add jane@example.com", anonymous)).toEqual(
    failed(
      "There are no AWS credentials in the environment: sign in (aws sso login, aws configure), or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
    ),
  );
});

test.each([
  "",
  "add",
  "remove jane@example.com",
  "add jane@example.com more",
  "toString x",
])("what is no such order is answered with the usage: user %s", async (line) => {
  const { code, stdout, stderr } = await user(line);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain("user <add|resend|disable|enable> <e-mail address>");
});
