import { mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { readCdkArguments } from "../../../../infra/operations/deploy/cdk-arguments.ts";
import { repositoryRoot } from "../../../../infra/repository-root.ts";
import { assertKnownSettings } from "../../../../infra/settings/known-settings.ts";
import { readSettings } from "../../../../infra/settings/read-settings.ts";
import { copiedCheckout } from "../../../support/copied-checkout.ts";
import { keptCommand, type Outcome } from "../../../support/run-operator.ts";
import { NEWCOMER, runLine, withoutNpm } from "./run-line.ts";

/** A line, and what its block exports before it. */
interface DocumentedLine {
  readonly line: string;
  readonly exported: Readonly<Record<string, string>>;
}

const COMMANDS = /^(npm run (-s )?(bootstrap|preflight|deploy|destroy|smoke|operator)|npx cdk)\b/;

/** A command of the operator that needs no shell but to part its words. */
const OPERATOR = /^npm run -s operator -- ([^|<>&;$"`\\]+)$/;

/** A JWT that lasts, of nobody. */
const TOKEN = `e30.${Buffer.from('{"exp":9999999999,"sub":"SUB"}').toString("base64url")}.e30`;

/** What the placeholders stand for: nothing that is anywhere. */
const FILLED: Readonly<Record<string, string>> = {
  account: "123456789012",
  region: "eu-west-1",
  ApiUrl: "http://127.0.0.1:1/live",
  jwt: TOKEN,
  UserPoolId: "eu-west-1_pool",
  UserPoolIssuer: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_pool",
  PhotoBucketName: "bucket",
  RemovalQueueUrl: "https://sqs.eu-west-1.amazonaws.com/123456789012/removals",
};

function filled(text: string): string {
  return text
    .replace("--second-token <jwt>", "--second-token e30.eyJleHAiOjk5OTk5OTk5OTl9.e30")
    .replace(/<(\w+)>/g, (_, name) => FILLED[name] ?? name)
    .replace("127.0.0.1:4010", "127.0.0.1:1");
}

/** The words of a line, as a shell splits them. */
function wordsOf(line: string): string[] {
  return (line.match(/(?:'[^']*'|[^'\s])+/g) ?? []).map((word) => word.replaceAll("'", ""));
}

/** The lines of the shell blocks that are ours, with the placeholders filled in. */
const pages = readdirSync(join(repositoryRoot, "docs")).filter((name) => name.endsWith(".md"));
const documented = ["README.md", ...pages.map((name) => join("docs", name))].flatMap((file) => {
  const page = readFileSync(join(repositoryRoot, file), "utf8");
  return [...page.matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, block = ""]) => linesOf(block));
});

function linesOf(block: string): DocumentedLine[] {
  const exported: Record<string, string> = {};
  return commandsIn(filled(block)).flatMap((line) => {
    if (line.startsWith("export ")) {
      for (const [name = "", value = ""] of wordsOf(line)
        .slice(1)
        .map((word) => word.split("="))) {
        exported[name] = value;
      }
    }
    return COMMANDS.test(line) ? [{ line, exported: { ...exported } }] : [];
  });
}
const lines = documented.map(({ line }) => line);

/** A command goes on over line breaks within quotes. */
function commandsIn(block: string): string[] {
  return (block.match(/(?:'[^']*'|"[^"]*"|[^'"\n])+/g) ?? []).map((line) =>
    line.replace(/\s+# .*$/, ""),
  );
}

/** The CDK's words, and ours. */
const NO_CREDENTIALS = /[Tt]here are no AWS credentials|no credentials have been configured/;
/** Lines that are for a laptop, or for an address, get as far as nobody is there. */
const NOBODY = /No npm start is running|Nothing listens at 127\.0\.0\.1:1/;
const region = { AWS_REGION: "eu-west-1" };

test("the documents have each of the commands", () => {
  for (const command of ["bootstrap", "preflight", "deploy", "destroy", "smoke", "-s operator"]) {
    expect(lines.some((line) => line.startsWith(`npm run ${command}`))).toBe(true);
  }
  expect(lines.some((line) => line.startsWith("npx cdk bootstrap"))).toBe(true);
  expect(lines.some((line) => line.includes("operator -- user add"))).toBe(true);
});

const once = [...new Map(documented.map((one) => [JSON.stringify(one), one])).values()];

/** The first line of each command is run through npm, as it is written. */
const throughNpm = new Set(
  new Map(once.toReversed().map(({ line }) => [COMMANDS.exec(line)?.[0], line])).values(),
);

test("each of the commands is run through npm once", () => {
  expect(throughNpm.size).toBeGreaterThanOrEqual(7);
});

test.each(once)("goes as far as it can without credentials: $line", async ({ line, exported }) => {
  const isDeployment = /^npm run (deploy|preflight)/.test(line);
  if (isDeployment) checkSettings(wordsOf(line));
  // What synthesis makes of the settings is seen once, below.
  const whole = isDeployment ? `${line} --app ${inject("assembly")}` : line;
  const env = { ...region, DATA_DIR: join(tmpdir(), "profiles-of-nobody"), ...exported };
  const { code, stdout, stderr } = await (throughNpm.has(line) ? runLine : run)(whole, env);
  expect(code).toBe(1);
  const isForLaptop = !exported.TABLE_NAME && !exported.USER_POOL_ID && line.includes("operator");
  const isForAddress = line.includes("127.0.0.1:1");
  expect(stdout + stderr).toMatch(isForLaptop || isForAddress ? NOBODY : NO_CREDENTIALS);
});

/** Without npm. Commands of the operator with the same exports share a process. */
function run(line: string, env: Record<string, string>): Promise<Outcome> {
  const [, command] = OPERATOR.exec(line) ?? [];
  if (command === undefined) return runLine(withoutNpm(line), env);
  return keptCommand(wordsOf(command), { ...NEWCOMER, ...env });
}

function checkSettings(words: readonly string[]): void {
  const { synthesis } = readCdkArguments(words.slice(words.indexOf("--") + 1));
  const given = new Map(
    synthesis.flatMap((word) => {
      const at = word.indexOf("=");
      return at > 0 ? [[word.slice(0, at), word.slice(at + 1)] as const] : [];
    }),
  );
  assertKnownSettings([...given.keys()]);
  expect(() => readSettings((name) => given.get(name))).not.toThrow();
}

test("the first deployment builds and synthesises, and lacks nothing but credentials", async () => {
  const checkout = await copiedCheckout();
  // Processes share the kept builds.
  mkdirSync(join(checkout, "dist"));
  symlinkSync(join(repositoryRoot, "dist/builds"), join(checkout, "dist/builds"));
  const line = lines.find((one) => one.startsWith("npm run deploy")) ?? "";
  // Without a network.
  const { code, stdout, stderr } = await runLine(
    `cd ${checkout} && ${line} -c imageLayer=host`,
    region,
  );
  expect(stdout).toMatch(/^Built \d+ functions/m);
  expect(stdout).toMatch(/^STOP +credentials +there are no AWS credentials/m);
  expect(stdout.match(/^STOP/gm)).toHaveLength(1);
  expect(stderr).toContain("One check stops the deployment:");
  expect(code).toBe(1);
});

test("without a region nothing is deployed anywhere", async () => {
  const { code, stdout } = await runLine(`npm run -s deploy -- --app ${inject("assembly")}`);
  expect(stdout).toMatch(/^STOP +region +no region is set/m);
  expect(code).toBe(1);
  const smoke = await runLine("npm run -s smoke -- --stack Profiles");
  expect(smoke.stderr).toBe("No region is set: set AWS_REGION, or a region in the AWS profile.\n");
  const bootstrap = await runLine("npm run -s bootstrap");
  expect(bootstrap.stderr).toBe(
    "No region is set: set AWS_REGION, or a region in the AWS profile.\n",
  );
});

test("a slip in the settings is told before anything of AWS is asked", async () => {
  const { code, stdout, stderr } = await runLine("npm run -s destroy -- -c stackPrefix=9", region);
  expect(code).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toContain("Setting stackPrefix must begin with a letter");
});

test.each([
  ["deploy", "No issuer is set: npm run deploy -- -c jwtIssuer="],
  ["preflight", "No issuer is set: "],
  ["synth", "No issuer is set: "],
  ["deploy -- -c jwtIsuser=x", "There is no setting jwtIsuser: did you mean jwtIssuer?"],
  [
    "deploy -c jwtIssuer=https://issuer.example",
    "npm took -c jwtIssuer=https://issuer.example for itself: write npm run deploy -- -c jwtIssuer=https://issuer.example,",
  ],
  ["destroy -c stackPrefix=Other", "npm took -c stackPrefix=Other for itself: "],
])("nothing is built for a line whose settings are wrong: npm run %s", async (line, sentence) => {
  const { code, stdout, stderr } = await runLine(`npm run -s ${line}`, region);
  expect(stderr.startsWith(sentence)).toBe(true);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
});
