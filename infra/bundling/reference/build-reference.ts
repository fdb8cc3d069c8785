import { createHash } from "node:crypto";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import {
  REFERENCE_INDEX,
  type ReferenceIndex,
  type ReferencePart,
} from "../../../shared/pages/reference-blanks.ts";
import { repositoryRoot } from "../../repository-root.ts";
import { CLIENT_SOURCES, clientPackage } from "./client-package.ts";
import type { OpenapiDocument } from "./document.ts";
import { withFilledForms } from "./filled-forms.ts";
import { homePage } from "./home-page.ts";
import type { PageLink } from "./layout.ts";
import { notFoundPage } from "./not-found-page.ts";
import { overviewPage } from "./overview-page.ts";
import { resourcePage } from "./resource-page.ts";
import { TRY_START, tryPage } from "./try-page.ts";

/** What the functions that serve the reference are made of, beside their own code. */
export const REFERENCE_SOURCES = ["docs/openapi.json", ...CLIENT_SOURCES];

/** What the page to try things on is made of. */
export const SWAGGER_UI_FILES = [
  ...(["swagger-ui-bundle.js", "swagger-ui.css"] as const),
  ...(["NOTICE", "LICENSE", "swagger-ui-bundle.js.LICENSE.txt"] as const),
] as const;
type ReadSwaggerUi = (name: (typeof SWAGGER_UI_FILES)[number]) => Promise<string>;

/** Names of resources that are more than a word. */
const TITLES: Readonly<Record<string, string>> = { mcp: "MCP", "api-keys": "API keys" };

const HTML = "text/html; charset=utf-8";
const SWAGGER_UI = join(repositoryRoot, "node_modules/swagger-ui-dist");

/** A file of the reference, by the last part of its address. */
type Files = Readonly<Record<string, ReferencePart & { readonly content: string | Uint8Array }>>;

/** Whether a function serves a part of the reference. */
export function servesReference(id: string): boolean {
  return id in MAKERS;
}

/** Writes what a function serves of the reference beside its code; nothing for the other functions. */
export async function buildReference(id: string, folder: string): Promise<void> {
  const make = MAKERS[id];
  if (!make) return;
  const document = JSON.parse(await readFile(join(repositoryRoot, "docs/openapi.json"), "utf8"));
  const files = await make(document);
  const index: Record<string, ReferencePart> = {};
  for (const [name, { content, ...part }] of Object.entries(files)) {
    index[name] = part;
    const file = join(folder, part.file);
    if (part.kind === "asset") await writeCompressed(file, content);
    else await writeFile(file, content);
  }
  const text = JSON.stringify(index satisfies ReferenceIndex);
  await writeFile(join(folder, REFERENCE_INDEX), text);
  await removeStale(folder, index);
}

/** What an earlier build left would be deployed, too. */
async function removeStale(folder: string, index: ReferenceIndex): Promise<void> {
  const fresh = new Set(Object.values(index).map(({ file }) => file));
  const stale = (await readdir(folder)).filter((name) => {
    const [, file] = /^(.+\.(?:html|asset))(?:\.br|\.gz)?$/.exec(name) ?? [];
    return file !== undefined && !fresh.has(file);
  });
  await Promise.all(stale.map((name) => rm(join(folder, name), { force: true })));
}

/** By the id of the function. */
const MAKERS: Readonly<Record<string, (document: OpenapiDocument) => Files | Promise<Files>>> = {
  "get-home": () => ({ home: page("home", homePage()) }),
  "get-docs": (document) => ({ docs: page("docs", overviewPage(pageLinks(document))) }),
  "get-docs-file": docsFiles,
};

async function docsFiles(document: OpenapiDocument): Promise<Files> {
  const pages = pageLinks(document);
  const assets = await tryAssets();
  const [script = "", style = "", start = ""] = Object.keys(assets);
  const resources = document.tags.map((tag) => {
    const markup = resourcePage(document, tag, { title: titleOf(tag.name), pages });
    return [tag.name, page(tag.name, markup)] as const;
  });
  const triedAs = "try.json";
  const tried = tryPage({ script, style, start, document: triedAs });
  return {
    ...Object.fromEntries(resources),
    try: { ...page("try", tried), kind: "try" },
    "not-found": page("not-found", notFoundPage()),
    "openapi.json": data("openapi.json", document),
    [triedAs]: data(triedAs, withFilledForms(document)),
    "client.tgz": {
      ...{ file: "client.tgz", contentType: "application/gzip", kind: "file" },
      content: await clientPackage(),
    },
    ...assets,
  };
}

function pageLinks({ tags }: OpenapiDocument): readonly PageLink[] {
  return [
    { name: "", title: "Overview" },
    ...tags.map(({ name }) => ({ name, title: titleOf(name) })),
    { name: "try", title: "Try it" },
  ];
}

function titleOf(tag: string): string {
  return TITLES[tag] ?? tag.charAt(0).toUpperCase() + tag.slice(1).replaceAll("-", " ");
}

function page(name: string, content: string) {
  return { file: `${name}.html`, contentType: HTML, kind: "page", content } as const;
}

function data(file: string, document: OpenapiDocument) {
  const content = JSON.stringify(document);
  return { file, contentType: "application/json", kind: "document", content } as const;
}

/** What the page to try things on loads: script, style sheet, start. Each name tells its content. */
async function tryAssets(): Promise<Files> {
  const read: ReadSwaggerUi = (name) => readFile(join(SWAGGER_UI, name), "utf8");
  const script = await read("swagger-ui-bundle.js");
  const notices = `/*! ${(await read("NOTICE")).trim()} Licensed under Apache-2.0. */\n`;
  return Object.fromEntries([
    asset("swagger-ui", "js", notices + withoutMap(script)),
    asset("swagger-ui", "css", notices + withoutMap(await read("swagger-ui.css"))),
    asset("try", "js", TRY_START),
    asset("swagger-ui-licenses", "txt", await licenses(read)),
  ]);
}

async function licenses(read: ReadSwaggerUi): Promise<string> {
  const names = ["NOTICE", "LICENSE", "swagger-ui-bundle.js.LICENSE.txt"] as const;
  return (await Promise.all(names.map(read))).join("\n\n");
}

/** The map is not served; a browser would look for it in vain. */
function withoutMap(text: string): string {
  return text.replace(/(?:\/\/|\/\*)# sourceMappingURL=\S+(?: ?\*\/)?\s*$/, "");
}

const ASSET_TYPES = { js: "text/javascript", css: "text/css", txt: "text/plain" } as const;

function asset(name: string, ending: keyof typeof ASSET_TYPES, content: string) {
  const digest = createHash("sha256").update(content).digest("hex").slice(0, 12);
  const file = `${name}-${digest}.${ending}`;
  const contentType = `${ASSET_TYPES[ending]}; charset=utf-8`;
  return [file, { file: `${file}.asset`, contentType, kind: "asset", content }] as const;
}

async function writeCompressed(file: string, content: string | Uint8Array): Promise<void> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(content, { params }),
    promisify(gzip)(content, { level: 9 }),
  ]);
  await Promise.all([writeFile(`${file}.br`, br), writeFile(`${file}.gz`, gz)]);
}
