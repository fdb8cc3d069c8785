import { TOLD_SECRET_LENGTH } from "../../settings/environment-budget.ts";
import type { Assembly, NewStack } from "./assembly.ts";
import type { Json } from "./template.ts";

/** Stands for a part of a value that only the deployment knows. */
export const UNKNOWN_PART = "\u{fffd}";

/** What is known of the place that is deployed to. */
export interface Place {
  readonly region: string;
  readonly account: string;
  /** Values of exports that are deployed already. */
  readonly exports?: ReadonlyMap<string, string>;
}

/** CloudFormation ends the names it gives with a hyphen and so many characters. */
const RANDOM = UNKNOWN_PART.repeat(12);
const DYNAMIC_REFERENCE = /\{\{resolve:[^{}]*\}\}/g;
const LONGEST_NAME = 255;

/** Writes a value of a template out, as far as that goes before the deployment, and as long as it will be. */
export class ValueEstimate {
  readonly #assembly: Assembly;
  readonly #stack: NewStack;
  readonly #place: Place;

  constructor(assembly: Assembly, stack: NewStack, place: Place) {
    this.#assembly = assembly;
    this.#stack = stack;
    this.#place = place;
  }

  textOf(value: Json | undefined): string {
    // What CloudFormation puts in only while it deploys is told to nobody before.
    return this.#text(value).replaceAll(DYNAMIC_REFERENCE, UNKNOWN_PART.repeat(TOLD_SECRET_LENGTH));
  }

  #text(value: Json | undefined): string {
    if (value === undefined || value === null) return "";
    if (typeof value !== "object") return String(value);
    const [[name, argument] = ["", null]] = Object.entries(value);
    switch (name) {
      case "Ref":
        return this.#reference(String(argument));
      case "Fn::GetAtt":
        return this.#attribute(argument as Json);
      case "Fn::ImportValue":
        return this.#imported(this.textOf(argument));
      case "Fn::Join": {
        const [separator, list] = argument as [string, Json];
        return this.#list(list).join(separator);
      }
      case "Fn::Select": {
        const [at, list] = argument as [number, Json];
        return this.#list(list)[Number(at)] ?? UNKNOWN_PART;
      }
      default:
        return UNKNOWN_PART;
    }
  }

  #list(value: Json): readonly string[] {
    if (Array.isArray(value)) return value.map((item) => this.textOf(item));
    const split = (value as { "Fn::Split"?: [string, Json] } | null)?.["Fn::Split"];
    return split ? this.textOf(split[1]).split(split[0]) : [];
  }

  #reference(id: string): string {
    const { region, account } = this.#place;
    const { name } = this.#stack;
    // The stack's id is a UUID: 36 characters in five groups.
    const uuid = [8, 4, 4, 4, 12].map((length) => UNKNOWN_PART.repeat(length)).join("-");
    const known: Readonly<Record<string, string>> = {
      "AWS::Region": region,
      "AWS::AccountId": account,
      "AWS::Partition": "aws",
      "AWS::URLSuffix": "amazonaws.com",
      "AWS::StackName": name,
      "AWS::StackId": `arn:aws:cloudformation:${region}:${account}:stack/${name}/${uuid}`,
    };
    const resource = this.#stack.template.Resources[id];
    // Its Ref is the ARN, which ends in six more characters.
    if (resource?.Type === "AWS::SecretsManager::Secret") {
      return `arn:aws:secretsmanager:${region}:${account}:secret:${id}-${RANDOM}-${RANDOM.slice(6)}`;
    }
    return known[id] ?? this.#nameOf(id);
  }

  #attribute(argument: Json): string {
    const [id, attribute] = Array.isArray(argument) ? argument : String(argument).split(".");
    const { region, account } = this.#place;
    const arn = `arn:aws:${UNKNOWN_PART.repeat(14)}:${region}:${account}:`;
    return `${/Arn$/.test(String(attribute)) ? arn : ""}${this.#nameOf(String(id))}`;
  }

  #imported(name: string): string {
    const deployed = this.#place.exports?.get(name);
    if (deployed !== undefined) return deployed;
    for (const stack of this.#assembly.stacks) {
      const output = Object.values(stack.template.Outputs ?? {}).find(
        ({ Export }) => Export?.Name === name,
      );
      if (output) return new ValueEstimate(this.#assembly, stack, this.#place).textOf(output.Value);
    }
    return UNKNOWN_PART.repeat(64);
  }

  #nameOf(logicalId: string): string {
    return `${this.#stack.name}-${logicalId}-${RANDOM}`.slice(0, LONGEST_NAME);
  }
}
