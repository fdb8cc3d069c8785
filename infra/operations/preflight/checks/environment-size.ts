import { ENVIRONMENT_BYTES } from "../../../settings/environment-budget.ts";
import { accountOf } from "../../aws-identity.ts";
import type { Check } from "../check.ts";
import { UNKNOWN_PART, ValueEstimate } from "../estimate-value.ts";
import { ok, stop, warning } from "../finding.ts";
import { environmentsOf } from "../issuer-entries.ts";
import type { Subject } from "../subject.ts";
import type { Template } from "../template.ts";

const TIGHT_BYTES = 3_900;
const REMEDY = "name fewer issuers or audiences, or shorter browser origins (corsOrigins)";

/** Whether Lambda will take every function's environment. Names that AWS gives are estimated. */
export const environmentSize: Check = {
  name: "environment",
  permissions: [],
  async run(subject) {
    const largest = await largestEnvironment(subject);
    const found = `${largest.bytes.toLocaleString("en")} of ${ENVIRONMENT_BYTES.toLocaleString("en")} bytes in ${largest.id}`;
    if (largest.bytes > ENVIRONMENT_BYTES) return stop(`${found}: Lambda refuses it`, REMEDY);
    return largest.bytes > TIGHT_BYTES ? warning(`${found}, the largest`, REMEDY) : ok(found);
  },
};

async function largestEnvironment({ assembly, region, caller }: Subject) {
  const known = await caller().catch(() => undefined);
  const account = accountOf(known) ?? "000000000000";
  const place = { region: region ?? "ap-southeast-2", account };
  const sizes = assembly.stacks.flatMap((stack) =>
    sizesOf(stack.template, new ValueEstimate(assembly, stack, place)),
  );
  return sizes.reduce((a, b) => (b.bytes > a.bytes ? b : a), { id: "no function", bytes: 0 });
}

/** Bytes of the variables as Lambda counts them: as one JSON object. */
function sizesOf(template: Template, values: ValueEstimate): { id: string; bytes: number }[] {
  return environmentsOf(template).map(([id, variables]) => {
    const texts = Object.entries(variables).map(([name, value]) => [name, values.textOf(value)]);
    const json = JSON.stringify(Object.fromEntries(texts)).replaceAll(UNKNOWN_PART, "x");
    return { id, bytes: Buffer.byteLength(json) };
  });
}
