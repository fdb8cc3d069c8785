import { type Html, html, ifAny, NOTHING } from "../../../shared/pages/html.ts";
import { prose } from "../../../shared/pages/prose.ts";
import {
  type Content,
  exampleIn,
  type OpenapiDocument,
  type PlacedOperation,
  type Response,
  resolved,
} from "./document.ts";
import { type Field, fieldList, fieldsOf } from "./fields.ts";
import { code, pageAddress, part } from "./layout.ts";
import { requestExample } from "./request-example.ts";
import { typeWords } from "./type-words.ts";

/** All of one operation: who may call it, what it takes, what it answers. */
export function operationSection(document: OpenapiDocument, operation: PlacedOperation): Html {
  const { operationId, summary, method, path, description, tags } = operation;
  const tryIt = `${pageAddress("try")}#/${tags[0]}/${operationId}`;
  return part(
    operationId,
    summary,
    html`<p class="call"><span class="method">${method}</span><code>${path}</code></p>
${ifAny(description, (text) => html`<p>${prose(text)}</p>\n`)}<p class="soft">${credentialWords(operation)} <a href="${tryIt}">Try it</a></p>
${parameters(document, operation)}${body(document, operation)}<h3>Request</h3>
${code(requestExample(document, operation))}${answers(document, operation)}${errors(operation)}`,
  );
}

function credentialWords({ security = [] }: PlacedOperation): string {
  if (security.length === 0) return "Anyone may call it, without a credential.";
  const takesKeys = security.some((one) => "apiKey" in one);
  return takesKeys ? "Needs a token or an API key." : "Needs a token; an API key will not do.";
}

function parameters(document: OpenapiDocument, operation: PlacedOperation): Html {
  const fields = (operation.parameters ?? []).map((one): Field => {
    const { name, in: place, required, description, schema = {} } = resolved(document, one);
    return { name, schema, isRequired: required === true, about: description, place };
  });
  if (fields.length === 0) return NOTHING;
  return html`<h3>Parameters</h3>\n${fieldList(fields)}`;
}

function body(document: OpenapiDocument, { requestBody }: PlacedOperation): Html {
  if (!requestBody) return NOTHING;
  const { description, content } = resolved(document, requestBody);
  const types = Object.keys(content).map(
    (type, index) => html`${index > 0 ? " or " : ""}<code>${type}</code>`,
  );
  return html`<h3>Body</h3>
<p>${prose(description ?? "")} <span class="soft">Sent as ${types}.</span></p>
${fieldList(bodyFields(document, content))}`;
}

/** Fields of JSON, and those that only a form has. */
function bodyFields(document: OpenapiDocument, content: Content): readonly Field[] {
  const fields = new Map<string, Field>();
  const [form, ...others] = Object.entries(content).sort(([one]) =>
    one === "multipart/form-data" ? -1 : 1,
  );
  for (const [type, { schema }] of [...others, ...(form ? [form] : [])]) {
    if (!schema) continue;
    const isForm = type === "multipart/form-data" && others.length > 0;
    for (const field of fieldsOf(document, schema)) {
      if (fields.has(field.name)) continue;
      fields.set(field.name, isForm ? { ...field, place: "in a form only" } : field);
    }
  }
  return [...fields.values()];
}

function answers(document: OpenapiDocument, { responses }: PlacedOperation): Html {
  const good = Object.entries(responses).filter(([status]) => Number(status) < 400);
  return html`<h3>Answers</h3>
<dl class="fields">${good.map(([status, response]) => answer(document, status, response))}
</dl>
${good.map(([, response]) => answerExample(document, response))}`;
}

function answer(document: OpenapiDocument, status: string, reference: Response): Html {
  const { description = "", content = {}, headers = {} } = resolved(document, reference);
  const types = Object.entries(content).map(
    ([type, { schema }], index) =>
      html`${index > 0 ? " or " : ""}${schema ? html`${typeWords(schema)} as ` : NOTHING}<code>${type}</code>`,
  );
  const names = Object.keys(headers).map(
    (name, index) => html`${index > 0 ? ", " : ""}<code>${name}</code>`,
  );
  return html`
<div><dt><code>${status}</code>${types.length > 0 ? html` <span class="type">${types}</span>` : NOTHING}</dt>
<dd>${prose(description)}${names.length > 0 ? html`<br><span class="soft">Headers: ${names}</span>` : NOTHING}</dd></div>`;
}

function answerExample(document: OpenapiDocument, reference: Response): Html {
  const { content = {} } = resolved(document, reference);
  const examples = Object.values(content).map((one) => exampleIn(document, one));
  const [example] = examples.filter((one) => one !== undefined);
  if (example === undefined) return NOTHING;
  return code(typeof example === "string" ? example : JSON.stringify(example, null, 2));
}

function errors({ responses }: PlacedOperation): Html {
  const statuses = Object.keys(responses).filter((status) => Number(status) >= 400);
  return html`<h3>Errors</h3>
<ul class="statuses">${statuses.map(
    (status) => html`\n<li><a href="${pageAddress("")}#error-${status}">${status}</a></li>`,
  )}
</ul>
`;
}
