import { BLANK } from "../../../shared/pages/reference-blanks.ts";
import { exampleIn, type OpenapiDocument, type PlacedOperation, resolved } from "./document.ts";

/** A request as it can be pasted into a shell, with the example that the document has. */
export function requestExample(document: OpenapiDocument, operation: PlacedOperation): string {
  const { method, security = [], requestBody } = operation;
  const isOpen = security.length === 0;
  const lines = [
    `curl ${method === "GET" ? "" : `-X ${method} `}"${BLANK.address}${address(document, operation)}"`,
    ...(isOpen ? [] : ['-H "Authorization: Bearer $TOKEN"']),
    ...(requestBody ? bodyLines(document, resolved(document, requestBody).content) : []),
  ];
  return lines.join(" \\\n  ");
}

function address(document: OpenapiDocument, { path, parameters = [] }: PlacedOperation): string {
  const known = parameters.map((parameter) => resolved(document, parameter));
  const value = (name: string) => {
    const found = known.find((one) => one.name === name);
    return found?.example ?? found?.schema?.example ?? found?.schema?.examples?.[0];
  };
  const filled = path.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    String(value(name) ?? whole),
  );
  const asked = known.filter((one) => one.in === "query" && value(one.name) !== undefined);
  const query = new URLSearchParams(
    asked.map(({ name }): [string, string] => [name, String(value(name))]),
  );
  return asked.length > 0 ? `${filled}?${query}` : filled;
}

function bodyLines(
  document: OpenapiDocument,
  content: NonNullable<PlacedOperation["requestBody"]>["content"],
): readonly string[] {
  const [type, json] = Object.entries(content).find(([name]) => /[/+]json$/.test(name)) ?? [];
  const example = json && exampleIn(document, json);
  if (!type || example === undefined) return [];
  // A quote would end the shell's text.
  const text = JSON.stringify(example, null, 2).replaceAll("'", "'\\''");
  return [`-H "Content-Type: ${type}"`, `-d '${text}'`];
}
