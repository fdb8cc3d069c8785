import { afterEach, beforeEach, expect, inject, vi } from "vitest";
import {
  type Assembly,
  assemblyOf,
  readAssembly,
} from "../../../../infra/operations/preflight/assembly.ts";
import { CHECKS } from "../../../../infra/operations/preflight/checks.ts";
import { runChecks } from "../../../../infra/operations/preflight/run-checks.ts";
import { createSubject } from "../../../../infra/operations/preflight/subject.ts";
import type { Template } from "../../../../infra/operations/preflight/template.ts";
import {
  type AwsEndpoints,
  awsEnvironment,
  freshState,
  startAwsEndpoints,
} from "./aws-endpoints.ts";

/** An account to look at, and what is about to be deployed to it; both new for each test. */
export interface CheckBench {
  aws: AwsEndpoints;
  assembly: Assembly;
  /** Findings of the check of that name, as `<verdict>: <found> → <remedy>`. */
  findings(name: string, region?: string): Promise<string[]>;
  /** Two stacks stand as deployed from these templates, the others as they are about to be. */
  deploy(api: Template, stateful: Template, status?: string): void;
  /** Puts other templates into what is about to be deployed. */
  synthesise(templates: Partial<Record<"api" | "stateful" | "background", Template>>): void;
}

export function useCheckBench(): CheckBench {
  const bench = {
    async findings(name, region = "eu-west-1") {
      const checks = CHECKS.filter((check) => check.name === name);
      expect(checks).toHaveLength(1);
      const results = await runChecks(checks, createSubject(bench.assembly, region));
      return results.map(
        ({ verdict, found, remedy }) => `${verdict}: ${found}${remedy ? ` → ${remedy}` : ""}`,
      );
    },
    deploy(api, stateful, status = "UPDATE_COMPLETE") {
      const all = bench.assembly.stacks.map(({ name, template }) => [name, { status, template }]);
      bench.aws.state.stacks = {
        ...Object.fromEntries(all),
        ProfilesApi: { status, template: api },
        ProfilesStateful: { status, template: stateful },
      };
    },
    synthesise({ api, stateful, background }) {
      const { stacks, ...before } = bench.assembly;
      const given = new Map([
        [before.api.name, api],
        [before.stateful.name, stateful],
        ["ProfilesBackground", background],
      ]);
      const changed = assemblyOf(
        stacks.map((stack) => ({ ...stack, template: given.get(stack.name) ?? stack.template })),
      );
      if (changed) bench.assembly = changed;
    },
  } as CheckBench;
  beforeEach(async () => {
    bench.aws = await startAwsEndpoints(freshState());
    for (const [name, value] of Object.entries(awsEnvironment(bench.aws.endpoint))) {
      vi.stubEnv(name, value);
    }
    bench.assembly = readAssembly(inject("assembly"));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await bench.aws.close().catch(() => {});
  });
  return bench;
}

/** A copy of a template, changed. */
export function changed(template: Template, change: (copy: EditableTemplate) => void): Template {
  const copy = structuredClone(template);
  change(copy as EditableTemplate);
  return copy;
}

interface EditableTemplate {
  // biome-ignore lint/suspicious/noExplicitAny: resources of every type are changed at will.
  Resources: Record<string, { Type: string; DeletionPolicy?: string; Properties: any }>;
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  Outputs: Record<string, any>;
}

/** Logical id of the first resource of a type. */
export function idOf(template: Template, type: string): string {
  const [id] = Object.entries(template.Resources).find(([, { Type }]) => Type === type) ?? [];
  if (id === undefined) throw new Error(`There is no ${type}.`);
  return id;
}

/** Tells the authorizer of these issuers: a value of the environment, or entries for its JSON. */
export function withIssuers(template: Template, issuers: object): Template {
  return changed(template, ({ Resources }) => {
    for (const { Properties } of Object.values(Resources)) {
      const variables = Properties?.Environment?.Variables;
      if (!variables?.JWT_ISSUERS) continue;
      variables.JWT_ISSUERS = Array.isArray(issuers) ? JSON.stringify(issuers) : issuers;
    }
  });
}
