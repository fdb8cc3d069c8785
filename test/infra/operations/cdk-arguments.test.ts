import { expect, test } from "vitest";
import { readCdkArguments } from "../../../infra/operations/deploy/cdk-arguments.ts";

const nothing = {
  synthesis: [],
  command: [],
  assembly: undefined,
  output: "cdk.out",
  skipPreflight: false,
  environment: {},
};

test("settings go to the synthesis in every spelling, with commas and equals signs in them", () => {
  expect(readCdkArguments([])).toEqual(nothing);
  const spellings = [["-c", "a=1"], ["-c=a=1"], ["--context", "a=1"], ["--context=a=1"]];
  for (const given of spellings) {
    expect(readCdkArguments(given)).toEqual({ ...nothing, synthesis: ["--context", "a=1"] });
  }
  expect(readCdkArguments(["-c", "a=1,2", 'b=[{"c": "="}]']).synthesis).toEqual([
    "--context",
    "a=1,2",
    "--context",
    'b=[{"c": "="}]',
  ]);
});

test("all else goes to the CDK as it is, in its order", () => {
  const given = ["--require-approval", "never", "-c", "a=1", "--force", "ProfilesApi"];
  expect(readCdkArguments(given)).toEqual({
    ...nothing,
    synthesis: ["--context", "a=1"],
    command: ["--require-approval", "never", "--force", "ProfilesApi"],
  });
});

test("profile and region are of the environment, for the checks look there too", () => {
  expect(readCdkArguments(["--profile", "p", "--region=eu-west-1"]).environment).toEqual({
    AWS_PROFILE: "p",
    AWS_REGION: "eu-west-1",
  });
});

test("an assembly in place of synthesis, another output, and no preflight", () => {
  const given = ["--app", "out", "-o", "there", "--skip-preflight"];
  expect(readCdkArguments(given)).toEqual({
    ...nothing,
    assembly: "out",
    output: "there",
    skipPreflight: true,
  });
});

test("an option without its value is a slip", () => {
  expect(() => readCdkArguments(["-c"])).toThrow("-c needs a value.");
});
