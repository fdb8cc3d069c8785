import { referencesIn, type Template } from "../../infra/operations/preflight/template.ts";
import { uniqueName } from "../../infra/operations/preflight/template-update.ts";

/** References that mean the same to every stack of an account and region. */
const SAME_FOR_ALL = ["AWS::AccountId", "AWS::Partition", "AWS::Region", "AWS::URLSuffix"];

/** Names that two deployments side by side would both want, as `<type> <name>`. */
export function sharedNames(one: Template, other: Template): readonly string[] {
  const taken = new Set(Object.values(one.Resources).flatMap(uniqueName));
  const wanted = Object.values(other.Resources).flatMap(uniqueName);
  const isForAll = (name: string) =>
    referencesIn(JSON.parse(name)).every((id) => SAME_FOR_ALL.includes(id));
  return wanted.filter((name) => taken.has(name) && isForAll(name));
}
