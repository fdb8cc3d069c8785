import { randomBytes } from "node:crypto";
import type { DeployedResource, DeployedResources } from "../../template/deployed-resources.ts";
import type { Json } from "../../template/json.ts";
import { listOf, objectOf } from "../../template/json.ts";
import type { RequestContext, Statement } from "./iam-policy.ts";
import { evaluate, parsePolicy } from "./iam-policy.ts";

/** Credentials of one function, valid until the platform stops. */
export interface Principal {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Sent as `x-amz-security-token`; `""` for the administrator, who has none. */
  readonly sessionToken: string;
  readonly roleArn: string;
  /** Physical function name; `""` for the administrator. */
  readonly functionName: string;
}

/** Roles, policies and credentials of the deployed functions. Nothing is allowed by default. */
export class Iam {
  /** Allowed everything; used by the platform itself and by tests. */
  readonly administrator: Principal = newPrincipal("AKIA", "", "");
  readonly #principals: ReadonlyMap<string, Principal>;
  readonly #byKey: ReadonlyMap<string, Principal>;
  readonly #statements: ReadonlyMap<string, readonly Statement[]>;

  private constructor(
    principals: ReadonlyMap<string, Principal>,
    statements: ReadonlyMap<string, readonly Statement[]>,
  ) {
    this.#principals = principals;
    this.#byKey = new Map(
      [this.administrator, ...principals.values()].map((principal) => [
        principal.accessKeyId,
        principal,
      ]),
    );
    this.#statements = statements;
  }

  /**
   * Reads the roles of all functions: inline `Policies` and every `AWS::IAM::Policy` that names the
   * role. Managed policies grant nothing here. Throws an Error with a clear sentence when a function
   * has no role in the stacks, or a policy uses what the local evaluator does not know.
   */
  static fromResources(resources: DeployedResources): Iam {
    const principals = new Map<string, Principal>();
    const statements = new Map<string, readonly Statement[]>();
    for (const fn of resources.ofType("AWS::Lambda::Function")) {
      const role = roleOf(fn, resources);
      principals.set(fn.arn, newPrincipal("ASIA", role.arn, fn.physicalId));
      if (!statements.has(role.arn)) statements.set(role.arn, statementsOf(role, resources));
    }
    return new Iam(principals, statements);
  }

  /** The credentials of a function. Throws an Error when no function has the ARN. */
  principalOf(functionArn: string): Principal {
    const principal = this.#principals.get(functionArn);
    if (principal === undefined) throw new Error(`No function has the ARN ${functionArn}.`);
    return principal;
  }

  /** Whose access key it is; undefined for an unknown key. */
  principalFor(accessKeyId: string): Principal | undefined {
    return this.#byKey.get(accessKeyId);
  }

  secretFor(accessKeyId: string): string | undefined {
    return this.#byKey.get(accessKeyId)?.secretAccessKey;
  }

  /**
   * True when the role of the key allows the action on the resource ARN under the context, for
   * example `{"dynamodb:LeadingKeys": ["USER#a"]}`. An unknown key is allowed nothing.
   */
  allows(
    accessKeyId: string,
    action: string,
    resourceArn: string,
    context: RequestContext,
  ): boolean {
    if (accessKeyId === this.administrator.accessKeyId) return true;
    const principal = this.#byKey.get(accessKeyId);
    const statements = principal && this.#statements.get(principal.roleArn);
    return statements !== undefined && evaluate(statements, action, resourceArn, context);
  }
}

function newPrincipal(prefix: "AKIA" | "ASIA", roleArn: string, functionName: string): Principal {
  return {
    accessKeyId: prefix + randomBytes(8).toString("hex").toUpperCase(),
    secretAccessKey: randomBytes(30).toString("base64"),
    sessionToken: prefix === "ASIA" ? randomBytes(48).toString("base64") : "",
    roleArn,
    functionName,
  };
}

function roleOf(fn: DeployedResource, resources: DeployedResources): DeployedResource {
  const roleArn = fn.properties.Role;
  const role = typeof roleArn === "string" ? resources.byArn(roleArn) : undefined;
  if (role?.type === "AWS::IAM::Role") return role;
  throw new Error(`The role of function ${fn.physicalId} is not a role of the stacks.`);
}

function statementsOf(role: DeployedResource, resources: DeployedResources): Statement[] {
  const where = `Role ${role.physicalId}`;
  const inline = listOf(role.properties.Policies).map((policy) => documentOf(policy));
  const attached = resources
    .ofType("AWS::IAM::Policy")
    .filter((policy) => listOf(policy.properties.Roles).includes(role.physicalId))
    .map((policy) => policy.properties.PolicyDocument);
  return [...inline, ...attached].flatMap((document) => parsePolicy(document, where));
}

function documentOf(policy: Json): Json | undefined {
  return objectOf(policy).PolicyDocument;
}
