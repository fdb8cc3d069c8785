import { expect, test } from "vitest";
import { assertFunction, startOptions } from "../../../infra/laptop/start-options.ts";

test("npm start follows, waits for a debugger, and takes its ports as told", () => {
  const env = { DATA_DIR: "/data" };
  expect(startOptions([], env)).toEqual({ port: 4010, dataDir: "/data", watch: false });
  expect(startOptions(["--watch", "--inspect", "update-profile"], { ...env, PORT: "0" })).toEqual({
    ...{ port: 0, dataDir: "/data", watch: true },
    inspect: { id: "update-profile", port: 9229 },
  });
  expect(startOptions(["--inspect=get-health:9230"], env).inspect).toEqual({
    id: "get-health",
    port: 9230,
  });
});

test.each([
  [["--inspect", "get-health:many"], "--inspect must be a number from 0 to 65535."],
  [["--inspect", ":9230"], "--inspect needs the id of a function."],
  [["--inspect", "a:1:2"], "--inspect needs the id of a function."],
  [["--inspect"], "Usage: npm start -- [--watch] [--inspect <function>[:<port>]]"],
  [["watch"], "Usage: npm start -- [--watch] [--inspect <function>[:<port>]]"],
])("%j is one sentence", (args, sentence) => {
  expect(() => startOptions(args, {})).toThrow(sentence);
});

test("an unknown function is told with those near it, the nearest first", () => {
  const ids = ["get-health", "delete-profile", "update-profile", "create-profile"];
  expect(() => assertFunction("update-profile", ids)).not.toThrow();
  expect(() => assertFunction("updat-profile", ids)).toThrow(
    "There is no function updat-profile; near it are update-profile, create-profile, delete-profile.",
  );
});
