import { expect, test } from "vitest";
import { readCommandLine, usage } from "../../../infra/operations/operator/command-line.ts";
import { COMMANDS } from "../../../infra/operations/operator/commands/command-table.ts";

const read = (line: string) => readCommandLine(line.split(" "));
const optionsOf = (line: string) => {
  const read = readCommandLine(line.split(" "));
  return "fault" in read ? read : read.options;
};

test.each([
  ["show jane", { yes: false, json: false, reason: undefined }],
  ["--json show jane", { yes: false, json: true, reason: undefined }],
  ["show --yes jane --json", { yes: true, json: true, reason: undefined }],
  ["show --reason abuse jane", { yes: false, json: false, reason: "abuse" }],
])("options may stand anywhere: %s", (line, options) => {
  expect(read(line)).toMatchObject({ command: { verb: "show" }, options });
});

test.each([
  "show jane --reason",
  "--reason Abuse show jane",
  "show jane --reason 1st",
  "--reason",
])("a reason is a code: %s", (line) => {
  expect(optionsOf(line)).toMatchObject({ fault: expect.stringMatching(/^A reason is a code /) });
});

test.each([
  ["", undefined],
  ["toString", undefined],
  ["constructor jane", undefined],
  ["show", "show"],
  ["show jane --force", "show"],
  ["show --force", "show"],
  ["--yes", undefined],
])("what is no command has the usage alone: %s", (line, verb) => {
  const fault = read(line);
  expect(fault).toEqual({ fault: undefined, command: COMMANDS.find((one) => one.verb === verb) });
});

test("every command says its forms, and what it needs of a deployment", () => {
  expect(new Set(COMMANDS.map(({ verb }) => verb)).size).toBe(COMMANDS.length);
  for (const command of COMMANDS) {
    const { verb, usage: forms, needs = {} } = command;
    expect(forms.length).toBeGreaterThan(0);
    for (const form of forms) {
      expect(form.split(" ")[0]).toBe(verb);
      for (const text of [usage(), usage(command)]) {
        expect(text).toContain(`  npm run -s operator -- ${form}\n`);
      }
    }
    for (const [name, output] of Object.entries(needs)) {
      expect(usage(command)).toContain(`${name} (${output.split(" ")[0]})`);
    }
  }
});
