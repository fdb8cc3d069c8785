import { type Html, html, NOTHING } from "../../../shared/pages/html.ts";
import { prose } from "../../../shared/pages/prose.ts";
import { type OpenapiDocument, resolved, type Schema } from "./document.ts";
import { typeWords } from "./type-words.ts";

/** A value that has a name: a parameter, or a property. */
export interface Field {
  readonly name: string;
  readonly schema: Schema;
  readonly isRequired: boolean;
  readonly about?: string | undefined;
  /** `path`, `form only` and the like. */
  readonly place?: string;
}

/** Fields with what they may be, one below the other: on a phone nothing has to scroll. */
export function fieldList(fields: readonly Field[]): Html {
  if (fields.length === 0) return NOTHING;
  return html`<dl class="fields">${fields.map(fieldItem)}
</dl>
`;
}

/** All properties of an object, those of objects in it by their whole name. */
export function fieldsOf(document: OpenapiDocument, schema: Schema, within = ""): Field[] {
  const parts = [resolved(document, schema)];
  const all = parts.flatMap((one) => [one, ...(one.allOf ?? [])].map((s) => resolved(document, s)));
  return all.flatMap(({ properties = {}, required = [] }) =>
    Object.entries(properties).flatMap(([name, property]) => {
      const field: Field = {
        name: `${within}${name}`,
        schema: property,
        isRequired: required.includes(name),
        about: property.description,
      };
      return [field, ...inner(document, property, `${within}${name}`)];
    }),
  );
}

/** Of objects that have no name of their own. */
function inner(document: OpenapiDocument, schema: Schema, name: string): Field[] {
  if (schema.$ref !== undefined) return [];
  if (schema.properties) return fieldsOf(document, schema, `${name}.`);
  if (schema.items) return inner(document, schema.items, `${name}[]`);
  const choices = schema.anyOf ?? schema.oneOf ?? [];
  return choices.flatMap((choice) => inner(document, choice, name));
}

function fieldItem({ name, schema, isRequired, about, place }: Field): Html {
  const words = about ?? schema.description;
  const must = isRequired ? html` <span class="must">required</span>` : NOTHING;
  const where = place ? html` <span class="place">${place}</span>` : NOTHING;
  const preset =
    schema.default === undefined
      ? NOTHING
      : html`; <code>${String(schema.default)}</code> if unset`;
  return html`
<div><dt><code>${name}</code> <span class="type">${typeWords(schema)}${preset}</span>${must}${where}</dt>${words ? html`\n<dd>${prose(words)}</dd>` : html`<dd></dd>`}</div>`;
}
