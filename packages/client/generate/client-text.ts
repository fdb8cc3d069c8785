import { type ClientOperation, clientOperation } from "./client-operation.ts";
import { type OpenapiDocument, operationsOf, type Schema } from "./openapi-document.ts";
import { docComment, members, typeText } from "./type-text.ts";

const HEAD = "// Made from docs/openapi.json by `npm run openapi`. Changes here are lost.\n\n";

/** Statuses that say nothing about an operation: they are every one's. */
const COMMON = new Set(["400", "401", "403", "413", "415", "429", "500", "502", "503", "504"]);

/** The made files of the client, by their names. */
export function clientText(document: OpenapiDocument): Readonly<Record<string, string>> {
  const operations = operationsOf(document).map((one) => clientOperation(document, one));
  return {
    "types.ts": HEAD + indented(typesText(document, operations)),
    "resources.ts": HEAD + indented(resourcesText(document, operations)),
    "operation-table.ts": HEAD + indented(tableText(operations)),
  };
}

/** Every type that an operation names, and what these name in turn. */
function typesText(document: OpenapiDocument, operations: readonly ClientOperation[]): string {
  const known: Record<string, Schema> = { ...document.components.schemas };
  for (const { named } of operations) {
    for (const [name, schema] of Object.entries(named)) {
      if (name in known) throw new Error(`Two types are called ${name}.`);
      known[name] = schema;
    }
  }
  const used = usedNames(known, operations);
  return Object.entries(known)
    .filter(([name]) => used.has(name))
    .map(([name, schema]) => declaration(name, schema))
    .join("\n");
}

function declaration(name: string, schema: Schema): string {
  const said = docComment([schema.description]);
  const isInterface = schema.properties && typeof schema.additionalProperties !== "object";
  if (!isInterface) return `${said}export type ${name} = ${typeText(schema)};\n`;
  return `${said}export interface ${name} {\n${members(schema)}}\n`;
}

function usedNames(
  known: Readonly<Record<string, Schema>>,
  operations: readonly ClientOperation[],
): ReadonlySet<string> {
  const used = new Set<string>();
  const use = (text: string): void => {
    for (const name of text.match(/\w+/g) ?? []) {
      const schema = known[name];
      if (!schema || used.has(name)) continue;
      used.add(name);
      use(typeText(schema));
    }
  };
  for (const { answer, body, query, list, forms } of operations) {
    use([answer, body?.type, query?.type, list?.item, forms?.type].join(" "));
  }
  return used;
}

function resourcesText(document: OpenapiDocument, operations: readonly ClientOperation[]): string {
  const groups = Map.groupBy(operations, ({ resource }) => resource);
  const interfaces = [...groups].map(([resource, members]) => {
    const tag = members[0]?.source.tags[0];
    const about = document.tags?.find(({ name }) => name === tag)?.description;
    return `${docComment([about])}export interface ${interfaceName(resource)} {\n${members.map(methodText).join("\n")}}\n`;
  });
  const all = [...groups.keys()].map((name) => `readonly ${name}: ${interfaceName(name)};\n`);
  return [
    importsOf(interfaces.join("")),
    ...interfaces,
    `/** Every operation of the API, by what it is about. */\nexport interface Resources {\n${all.join("")}}\n`,
  ].join("\n");
}

function importsOf(text: string): string {
  const called = ["CallOptions", "PhotoOptions", "ProfileRef", "WithPhoto"];
  const used = called.filter((name) => text.includes(name));
  return [
    `import type { ${used.join(", ")} } from "../call-options.ts";`,
    'import type { Listing } from "../listing.ts";',
    'import type * as T from "./types.ts";\n',
  ].join("\n");
}

function interfaceName(resource: string): string {
  return `${resource.replace(/^./, (letter) => letter.toUpperCase())}Operations`;
}

function methodText(operation: ClientOperation): string {
  const { id, pathNames, body, query, answer, list, method, path, source } = operation;
  const isForm = operation.flags.includes("form");
  const options = [
    ...(query ? [inTypes(query.type)] : []),
    isForm ? "PhotoOptions" : "CallOptions",
  ];
  // What may be left out stands before what may not: then it is there, as undefined.
  const mark = body?.isRequired ? ":" : query?.isRequired ? ": undefined |" : "?:";
  const parameters = [
    ...pathNames.map((name) => (name === "profileId" ? "profile: ProfileRef" : `${name}: string`)),
    ...(body ? [`body${mark} ${inTypes(body.type)}`] : []),
    `options${query?.isRequired ? "" : "?"}: ${options.join(" & ")}`,
  ];
  const telling = Object.keys(source.responses).filter(
    (one) => /^[45]/.test(one) && !COMMON.has(one),
  );
  const said = docComment([
    sentence(source.summary),
    source.description,
    `\`${method} ${path}\`${list ? ", item by item with `for await`" : ""}`,
    telling.length > 0 && `@throws ApiError ${telling.join(", ")}, and what every request may meet`,
    source.deprecated && "@deprecated",
  ]);
  const result = list
    ? `Listing<${inTypes(answer)}, ${inTypes(list.item)}>`
    : `Promise<${inTypes(answer)}>`;
  const { forms } = operation;
  if (!forms) return `${said}${id}(${parameters.join(", ")}): ${result};\n`;
  // The compiler takes the first that fits: a call that names no form fits only the last.
  return (
    `${said}${id}<Form extends keyof ${inTypes(forms.type)}>(${withForm(parameters, `${forms.parameter}: Form`)}): Promise<${inTypes(forms.type)}[Form]>;\n` +
    `${said}${id}(${withForm(parameters, `${forms.parameter}?: undefined`)}): ${result};\n`
  );
}

/** The parameters of a method, with what its options say of the form. */
function withForm(parameters: readonly string[], wish: string): string {
  const isGiven = !wish.includes("?");
  return parameters
    .map((one) =>
      one.startsWith("options")
        ? `${isGiven ? one.replace("options?", "options") : one} & { ${wish} }`
        : one,
    )
    .join(", ");
}

function sentence(text: string | undefined): string | undefined {
  return text && !/[.!?]$/.test(text) ? `${text}.` : text;
}

/** The names of the document's types, from where they are. */
function inTypes(text: string): string {
  return text.replaceAll(/"(?:[^"\\]|\\.)*"|\b[A-Z]\w*/g, (word) =>
    word.startsWith('"') || ["Blob", "WithPhoto"].includes(word) ? word : `T.${word}`,
  );
}

/** One line an operation; the client makes its methods of them. */
function tableText(operations: readonly ClientOperation[]): string {
  const groups = Map.groupBy(operations, ({ resource }) => resource);
  const lines = [...groups].map(([resource, members]) => {
    const each = members.map(({ id, method, path, flags }) => {
      return `${id}: ${JSON.stringify([method, path, ...flags].join(" "))},\n`;
    });
    return `${resource}: {\n${each.join("")}},\n`;
  });
  return `/** Method, path, and what the operation takes and answers, as operation.ts reads it. */\nexport const OPERATION_TABLE = {\n${lines.join("")}} as const;\n`;
}

/** Two spaces for each brace that is open. */
function indented(text: string): string {
  let depth = 0;
  const lines = text.split("\n").map((line) => {
    const isComment = /^( \*|\/\*\*)/.test(line);
    if (!isComment && line.startsWith("}")) depth -= 1;
    const out = line === "" ? "" : "  ".repeat(depth) + line;
    if (!isComment && line.endsWith("{")) depth += 1;
    return out;
  });
  return `${lines.join("\n").trimEnd()}\n`;
}
