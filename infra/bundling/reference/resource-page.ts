import { html, ifAny, NOTHING } from "../../../shared/pages/html.ts";
import { prose } from "../../../shared/pages/prose.ts";
import {
  type OpenapiDocument,
  operationsOf,
  type PlacedOperation,
  resolved,
  type Schema,
  schemaName,
  type Tag,
} from "./document.ts";
import { fieldList, fieldsOf } from "./fields.ts";
import { layout, type PageLink, part } from "./layout.ts";
import { operationSection } from "./operation-section.ts";
import { shapeAnchor, typeWords } from "./type-words.ts";

/** Errors have one shape, which the first page describes. */
const DESCRIBED_ELSEWHERE = ["Error", "ProblemDetails"];

/** One resource: its operations, each with an anchor, and the shapes that they answer. */
export function resourcePage(
  document: OpenapiDocument,
  tag: Tag,
  { title, pages }: { readonly title: string; readonly pages: readonly PageLink[] },
): string {
  const operations = operationsOf(document, tag.name);
  const shapes = shapesOf(document, operations);
  return layout({
    title: `${title} – Profiles API`,
    ...(tag.description && { description: tag.description }),
    ...{ pages, current: tag.name },
    main: html`<h1>${title}</h1>
${ifAny(tag.description, (text) => html`<p class="lead">${prose(text)}</p>\n`)}<ul class="index">${operations.map(
      ({ operationId, method, path, summary }) =>
        html`\n<li><span class="method">${method}</span><span><a href="#${operationId}">${summary}</a><code>${path}</code></span></li>`,
    )}
</ul>
${operations.map((operation) => operationSection(document, operation))}${
  shapes.length > 0
    ? part("shapes", "Shapes", html`${shapes.map(([name, s]) => shape(document, name, s))}`)
    : NOTHING
}`,
  });
}

function shape(document: OpenapiDocument, name: string, schema: Schema) {
  const id = shapeAnchor(name);
  const fields = fieldsOf(document, schema);
  return html`<h3 id="${id}"><a href="#${id}">${name}</a></h3>
${ifAny(schema.description, (text) => html`<p>${prose(text)}</p>\n`)}${
  fields.length > 0 ? fieldList(fields) : html`<p>${typeWords(schema)}</p>\n`
}`;
}

/** The named schemas that the operations speak of, and those that these speak of. */
function shapesOf(document: OpenapiDocument, operations: readonly PlacedOperation[]) {
  const found = new Map<string, Schema>();
  const follow = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const schema = value as Schema;
    const name = schema.$ref?.startsWith("#/components/schemas/") ? schemaName(schema) : undefined;
    if (name === undefined) {
      for (const inner of Object.values(value)) follow(inner);
    } else if (!found.has(name) && !DESCRIBED_ELSEWHERE.includes(name)) {
      const meant = resolved(document, schema);
      found.set(name, meant);
      follow(meant);
    }
  };
  for (const { parameters, requestBody, responses } of operations) {
    follow(parameters);
    const good = Object.entries(responses).filter(([status]) => Number(status) < 400);
    follow(good.map(([, response]) => resolved(document, response)));
    // A body is described where it is sent; what it speaks of by name is not.
    if (requestBody) follow(bodySchemas(document, requestBody));
  }
  return [...found].sort(([one], [other]) => one.localeCompare(other));
}

function bodySchemas(
  document: OpenapiDocument,
  body: NonNullable<PlacedOperation["requestBody"]>,
): readonly Schema[] {
  const { content } = resolved(document, body);
  return Object.values(content).flatMap(({ schema }) =>
    schema ? [resolved(document, schema)] : [],
  );
}
