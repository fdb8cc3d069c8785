import type { Json } from "./json.ts";
import { isRecord } from "./json.ts";

/** An object of a template, such as a resource's properties. */
export interface Properties {
  readonly [name: string]: Json;
}

/** A property that must be a string; numbers are read as their digits, as CloudFormation does. */
export function requiredText(properties: Properties, name: string, owner: string): string {
  const value = optionalText(properties, name);
  if (value === undefined) {
    throw new Error(`${owner} has no ${name}.`);
  }
  return value;
}

/** The same; undefined when it is left out, or is neither. */
export function optionalText(properties: Properties, name: string): string | undefined {
  const value = properties[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

/** A number, or its digits as text; undefined when it is left out. */
export function optionalNumber(properties: Properties, name: string): number | undefined {
  const text = optionalText(properties, name);
  return text === undefined ? undefined : Number(text);
}

/** A property that is an object; empty when it is left out. */
export function propertiesIn(properties: Properties, name: string): Properties {
  return asProperties(properties[name]) ?? {};
}

/** The objects of a list; empty when the list is left out. */
export function listOfProperties(properties: Properties, name: string): readonly Properties[] {
  const value = properties[name];
  const items = Array.isArray(value) ? value.map(asProperties) : [];
  return items.filter((item) => item !== undefined);
}

/** The strings of a list; empty when the list is left out. */
export function listOfTexts(properties: Properties, name: string): readonly string[] {
  const value = properties[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** An object whose values are all strings; empty when it is left out. */
export function mapOfTexts(properties: Properties, name: string): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(propertiesIn(properties, name)).map(([key, value]) => [key, String(value)]),
  );
}

function asProperties(value: Json | undefined): Properties | undefined {
  return isRecord(value) ? value : undefined;
}
