import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import document from "../../../docs/openapi.json" with { type: "json" };
import { TRY_START } from "../../../infra/bundling/reference/try-page.ts";

type Node = Readonly<Record<string, unknown>>;
type Resolve = (whole: Node, place: readonly string[]) => Node;
interface Options {
  readonly plugins: readonly ((ui: object) => { readonly fn?: { resolveSubtree: Resolve } })[];
}

/** What Swagger UI would work through for a part of the document. */
const worksThrough = workedThrough();

const OPERATIONS = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.keys(item).map((method) => ["paths", path, method] as const),
);

test.each(OPERATIONS)("%s %s %s is handed with all that it refers to, and no more", (...place) => {
  const part = worksThrough(document, place);
  const [, path] = place;
  expect(Object.keys(part.paths as Node)).toEqual([path]);
  const needed = new Set(refsBelow(part.paths));
  for (const ref of needed) {
    const meant = at(part, ref);
    expect(meant, ref).toEqual(at(document, ref));
    for (const next of refsBelow(meant)) needed.add(next);
  }
  expect(needed.size).toBeGreaterThan(0);
  const { securitySchemes, ...taken } = part.components as Readonly<Record<string, Node>>;
  expect(securitySchemes).toEqual(document.components.securitySchemes);
  const handed = Object.entries(taken).flatMap(([kind, named]) =>
    Object.keys(named).map((name) => `#/components/${kind}/${name}`),
  );
  expect(handed.toSorted()).toEqual([...needed].toSorted());
});

test("the credentials are handed alone; for any other part, all of it is", () => {
  const { components } = worksThrough(document, ["components", "securitySchemes"]);
  expect(components).toEqual({ securitySchemes: document.components.securitySchemes });
  expect(worksThrough(document, ["components", "schemas"])).toBe(document);
  expect(worksThrough(document, [])).toBe(document);
});

function workedThrough(): Resolve {
  const made: Options[] = [];
  const SwaggerUIBundle = Object.assign((options: Options) => made.push(options), {
    presets: { apis: undefined },
  });
  const root = { dataset: {} };
  runInNewContext(TRY_START, {
    SwaggerUIBundle,
    matchMedia: () => ({ addEventListener: () => {} }),
    document: { documentElement: { classList: { toggle() {} } }, getElementById: () => root },
    MutationObserver: class {
      observe() {}
    },
  });
  const ui = { React: {}, fn: { resolveSubtree: (whole: Node) => whole } };
  const [resolve] = (made[0]?.plugins ?? []).flatMap((plugin) => plugin(ui).fn ?? []);
  if (!resolve) throw new Error("No plugin hands parts of the document.");
  return resolve.resolveSubtree;
}

function refsBelow(node: unknown): string[] {
  const text = JSON.stringify(node) ?? "";
  return [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => String(ref));
}

function at(node: Node, ref: string): unknown {
  const keys = ref.slice("#/".length).split("/");
  return keys.reduce<unknown>((value, key) => (value as Node | undefined)?.[key], node);
}
