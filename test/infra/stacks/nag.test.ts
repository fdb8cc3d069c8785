import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App, Stack, Validations } from "aws-cdk-lib";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { AwsSolutionsChecks } from "cdk-nag";
import { expect, inject, test } from "vitest";
import { STACKS } from "../../support/synthesised-template.ts";

test("the stacks pass the AwsSolutions rules", () => {
  const report = JSON.parse(
    readFileSync(join(inject("assembly"), "validation-report.json"), "utf8"),
  );
  const open = report.pluginReports.flatMap(
    ({ violations }: { violations: readonly unknown[] }) => violations,
  );
  expect(open).toEqual([]);
});

test("synthesis fails where the rules are broken", () => {
  const app = new App({
    analyticsReporting: false,
    treeMetadata: false,
    // Takes two seconds, and is not what must fail here.
    builtinCloudFormationValidation: false,
  });
  new Bucket(new Stack(app, "Careless"), "Open");
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  expect(() => app.synth()).toThrow(/AwsSolutions-S1/);
});

test("each acknowledgement stands on one construct, never on a stack, and has a reason", () => {
  for (const stack of STACKS) {
    const file = join(inject("assembly"), `${stack}.metadata.json`);
    const metadata: Record<string, { type: string; data: unknown }[]> = JSON.parse(
      readFileSync(file, "utf8"),
    );
    for (const [path, entries] of Object.entries(metadata)) {
      for (const { data } of entries.filter(({ type }) => type.endsWith("acknowledged-rules"))) {
        expect(path.split("/").filter(Boolean).length).toBeGreaterThan(1);
        expect(JSON.stringify(data)).toMatch(/AwsSolutions-[A-Z]+\d/);
      }
    }
  }
});
