import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { BuildFunctionsOptions, BuiltFunctions } from "../../../infra/bundling/build.ts";
import { buildOrReuse } from "../../../infra/bundling/kept-build.ts";

/** One whose files are two, and one that serves a part of the reference. */
const ENTRIES = {
  "read-item": "functions/a/read-item.ts",
  "get-docs": "functions/a/get-docs.ts",
};
type Id = keyof typeof ENTRIES;

let root: string;
let builds: number;
/** Happens while functions are built. */
let meanwhile: () => void;
/** Happens when they have been. */
let thereafter: () => void;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "kept-build-"));
  builds = 0;
  places = 0;
  meanwhile = () => {};
  thereafter = () => {};
  for (const file of Object.values(ENTRIES)) write(file, "first");
  for (const file of ["shared/rule.ts", "infra/bundling/build.ts", "infra/synthesise.ts"]) {
    write(file, "first");
  }
  for (const file of ["package.json", "package-lock.json", "tsconfig.json"]) write(file, "{}");
  write("docs/openapi.json", "{}");
  write("packages/client/source/client.ts", "");
  write("node_modules/thing/index.js", "first");
  write("node_modules/thing/package.json", "{}");
  write("node_modules/.package-lock.json", "{}");
  settle();
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

/** Until the file system tells a later time than that of what was written. */
function settle(): void {
  const probe = join(root, "probe");
  const tick = () => {
    writeFileSync(probe, "");
    return statSync(probe, { bigint: true }).ctimeNs;
  };
  const first = tick();
  while (tick() === first);
}

/** Writes what a build would, with the number of builds so far in place of code. */
async function build({
  outdir = "",
  entries = {},
}: BuildFunctionsOptions): Promise<BuiltFunctions> {
  builds += 1;
  const number = builds;
  meanwhile();
  for (const id of Object.keys(entries)) {
    for (const folder of [`functions/${id}`, `maps/${id}`]) {
      mkdirSync(join(outdir, folder), { recursive: true });
      writeFileSync(join(outdir, folder, "index.js"), `${number}`);
    }
  }
  thereafter();
  const facts = Object.entries(entries).map(([id, entry]) => {
    const sources = id === "read-item" ? [entry, "shared/rule.ts"] : [entry];
    const packageFiles = ["node_modules/thing/index.js"];
    const ingredients = { sources, packageFiles, parts: {}, isComplete: true };
    return { id, ingredients, bundle: { bytes: number, externals: [] } };
  });
  return {
    manifest: Object.fromEntries(facts.map(({ id, bundle }) => [id, bundle])),
    ingredients: Object.fromEntries(facts.map(({ id, ingredients }) => [id, ingredients])),
  };
}

let places = 0;

interface Wanted {
  readonly ids?: readonly Id[];
  readonly debugged?: Id;
  readonly below?: string;
  readonly loadedAt?: number;
}

/** In which build each function was made, by the facts and by the file. */
async function built(wanted: Wanted = {}): Promise<readonly number[]> {
  const {
    ids = ["read-item"],
    debugged,
    below = "laptop",
    loadedAt = Number.POSITIVE_INFINITY,
  } = wanted;
  places += 1;
  const outdir = join(root, "dist", below, `${places}`);
  const entries = Object.fromEntries(ids.map((id) => [id, ENTRIES[id]]));
  const { manifest } = await buildOrReuse({ outdir, debugged, entries }, { root, build, loadedAt });
  expect(readdirSync(outdir).sort()).toEqual(["functions", "manifest.json", "maps"]);
  expect(JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8"))).toEqual(manifest);
  return ids.map((id) => {
    const index = join(outdir, "functions", id, "index.js");
    expect(manifest[id]?.bytes).toBe(Number(readFileSync(index, "utf8")));
    // Whoever runs it may write there.
    writeFileSync(index, "changed");
    return manifest[id]?.bytes ?? 0;
  });
}

const kept = () => readdirSync(join(root, "dist", "builds")).sort();

test("a function of the same files is built once", async () => {
  expect([await built(), await built(), await built({ below: "one/more" })]).toEqual([
    [1],
    [1],
    [1],
  ]);
});

test.each([
  ["a file's text", () => write("shared/rule.ts", "second")],
  ["a file that is gone", () => rmSync(join(root, "shared/rule.ts"))],
  ["a file of a package", () => write("node_modules/thing/index.js", "second")],
  ["what a package tells of itself", () => write("node_modules/thing/package.json", "[]")],
  ["a file beside those of a package", () => write("node_modules/thing/index.mjs", "")],
  ["a package's own package", () => write("node_modules/thing/node_modules/other/index.js", "")],
  ["how it is built", () => write("infra/bundling/build.ts", "second")],
  ["one more step of the build", () => write("infra/bundling/step.ts", "")],
  ["the repository's own package.json", () => write("package.json", "[]")],
  ["the compiler's settings", () => write("tsconfig.json", "[]")],
  ["more of them", () => write("tsconfig.base.json", "[]")],
  ["the lock file", () => write("package-lock.json", "[]")],
  ["what is installed", () => write("node_modules/.package-lock.json", "[]")],
  ["the bundler's program", () => vi.stubEnv("ESBUILD_BINARY_PATH", "/elsewhere/esbuild")],
  ["an installation", () => utimesSync(join(root, "node_modules/.package-lock.json"), 1, 1)],
])("%s that changes is built", async (_, change) => {
  expect(await built()).toEqual([1]);
  change();
  settle();
  expect((await built())[0]).toBe(2);
});

test.each([
  "package.json",
  "tsconfig.json",
  "jsconfig.json",
  "node_modules/thing/index.js",
])("what steers the bundler from a folder of sources has its functions always built: %s", async (name) => {
  expect(await built()).toEqual([1]);
  write(`functions/${name}`, "{}");
  settle();
  expect([await built(), await built()]).toEqual([[2], [3]]);
  rmSync(join(root, "functions", name.split("/")[0] ?? name), { recursive: true });
  expect(await built()).toEqual([1]);
});

test("only what a file touches is built, and nothing for a file of nobody's", async () => {
  const ids: readonly Id[] = ["read-item", "get-docs"];
  expect(await built({ ids })).toEqual([1, 1]);
  write(ENTRIES["read-item"], "second");
  settle();
  expect(await built({ ids })).toEqual([2, 1]);
  write("functions/a/new.ts", "");
  write("infra/synthesise/new.ts", "");
  expect(await built({ ids })).toEqual([2, 1]);
  write(ENTRIES["read-item"], "first");
  expect(await built({ ids })).toEqual([1, 1]);
});

test.each([
  "docs/openapi.json",
  "packages/client/source/more.ts",
  "shared/other.ts",
  "node_modules/swagger-ui-dist/swagger-ui-bundle.js.LICENSE.txt",
])("the reference is made of more: %s", async (file) => {
  const ids: readonly Id[] = ["read-item", "get-docs"];
  expect(await built({ ids })).toEqual([1, 1]);
  write(file, "[]");
  settle();
  expect([await built({ ids }), await built({ ids })]).toEqual([
    [1, 2],
    [1, 2],
  ]);
});

test("a function for a debugger is a build of its own, and the others are not", async () => {
  const ids: readonly Id[] = ["read-item", "get-docs"];
  expect([
    await built({ ids }),
    await built({ ids, debugged: "read-item" }),
    await built({ ids }),
    await built({ ids, debugged: "read-item" }),
  ]).toEqual([
    [1, 1],
    [2, 1],
    [1, 1],
    [2, 1],
  ]);
});

test("a process that has loaded an older builder neither takes a build nor keeps one", async () => {
  const loadedAt = Date.now() - 60_000;
  expect([await built({ loadedAt }), await built({ loadedAt })]).toEqual([[1], [2]]);
  expect(await built()).toEqual([3]);
  expect(await built({ loadedAt })).toEqual([4]);
});

test.each([
  ["a source", () => write("shared/rule.ts", "second")],
  ["a package", () => write("node_modules/thing/index.js", "second")],
  ["the lock file", () => write("package-lock.json", "[]")],
  [
    "a source, and back",
    () => {
      write("shared/rule.ts", "second");
      write("shared/rule.ts", "first");
    },
  ],
  [
    "the compiler's settings, and back",
    () => {
      write("tsconfig.json", "[]");
      write("tsconfig.json", "{}");
    },
  ],
  [
    "a folder of sources, and back",
    () => {
      write("shared/tsconfig.json", "{}");
      rmSync(join(root, "shared/tsconfig.json"));
    },
  ],
])("what changes while it is built is not kept: %s", async (_, change) => {
  meanwhile = () => {
    change();
    settle();
  };
  expect(await built()).toEqual([1]);
  meanwhile = () => {};
  expect([await built(), await built()]).toEqual([[2], [2]]);
});

test.each(["more", "@scope/more"])("one more of a package's own packages: %s", async (name) => {
  for (const other of ["other", "@scope/other"]) {
    write(`node_modules/thing/node_modules/${other}/index.js`, "");
  }
  settle();
  expect([await built(), await built()]).toEqual([[1], [1]]);
  write(`node_modules/thing/node_modules/${name}/index.js`, "");
  settle();
  expect(await built()).toEqual([2]);
});

test("what the reference is made of, and changes while it is built, is not kept", async () => {
  const ids: readonly Id[] = ["read-item", "get-docs"];
  meanwhile = () => {
    write("docs/openapi.json", "[]");
    write("docs/openapi.json", "{}");
    settle();
  };
  expect(await built({ ids })).toEqual([1, 1]);
  meanwhile = () => {};
  expect(await built({ ids })).toEqual([1, 2]);
});

test("a file that is a link is what it leads to", async () => {
  write("settings/tsconfig.json", "{}");
  rmSync(join(root, "tsconfig.json"));
  symlinkSync("settings/tsconfig.json", join(root, "tsconfig.json"));
  settle();
  expect([await built(), await built()]).toEqual([[1], [1]]);
  write("settings/tsconfig.json", "[]");
  settle();
  expect(await built()).toEqual([2]);
});

test("nothing is kept of what others have in the same place", async () => {
  const place = "dist/laptop/1/functions/read-item";
  write(`${place}/start.mjs`, "of a former build");
  thereafter = () => write(`${place}/index.js`, "half of what another process writes");
  expect(await built()).toEqual([1]);
  expect(await built()).toEqual([1]);
  expect(readdirSync(join(root, "dist/laptop/2/functions/read-item"))).toEqual(["index.js"]);
});

test("who reads a file while another process writes the same place has it whole", async () => {
  const place = join(root, "dist/shared");
  const entries = { "read-item": ENTRIES["read-item"] };
  const once = () =>
    buildOrReuse({ outdir: place, entries }, { root, build, loadedAt: Number.POSITIVE_INFINITY });
  await once();
  const file = openSync(join(place, "functions/read-item/index.js"), "r");
  write("shared/rule.ts", "second");
  settle();
  await once();
  expect(readFileSync(join(place, "functions/read-item/index.js"), "utf8")).toBe("2");
  expect(readFileSync(file, "utf8")).toBe("1");
  closeSync(file);
});

test("a build that fails keeps nothing, and leaves nothing", async () => {
  meanwhile = () => {
    throw new Error("Unexpected end of file");
  };
  await expect(built()).rejects.toThrow("Unexpected end of file");
  expect(kept()).toEqual([]);
});

test("builds at once keep one; one that is damaged or cut off is none", async () => {
  await Promise.all([built(), built(), built()]);
  expect(kept()).toHaveLength(1);
  for (const [file, damage] of [
    ["facts.json", (path: string) => rmSync(path)],
    ["code/index.js", (path: string) => writeFileSync(path, "other")],
    ["maps", (path: string) => rmSync(path, { recursive: true })],
    ["maps/index.js", (path: string) => rmSync(path)],
    ["maps/index.js", (path: string) => writeFileSync(path, "")],
  ] as const) {
    const before = builds;
    damage(join(root, "dist", "builds", kept()[0] ?? "", file));
    expect([await built(), await built()]).toEqual([[before + 1], [before + 1]]);
  }
});

test("the oldest of a function go, those of no function after a month, and what was cut off after a day", async () => {
  const DAY_S = 86_400;
  const age = (name: string, days: number) => {
    const then = Date.now() / 1_000 - days * DAY_S;
    utimesSync(join(root, "dist", "builds", name), then, then);
  };
  await built();
  const [first = ""] = kept();
  const renamed = first.replace("read-item", "read-one");
  renameSync(join(root, "dist", "builds", first), join(root, "dist", "builds", renamed));
  for (const name of ["draft-one", "draft-two", "0123456789abcdef"])
    write(`dist/builds/${name}/x`, "");
  for (const [days, name] of [renamed, "draft-one", "draft-two", "0123456789abcdef"].entries()) {
    age(name, days);
  }
  for (const text of ["2", "3", "4", "5"]) {
    write("shared/rule.ts", text);
    settle();
    await built();
  }
  expect(kept().filter((name) => name.startsWith("read-item."))).toHaveLength(3);
  expect(kept().filter((name) => !name.startsWith("read-item."))).toEqual([renamed]);
  age(renamed, 31);
  write("shared/rule.ts", "6");
  settle();
  await built();
  expect(kept().map((name) => name.split(".")[0])).toEqual(["read-item", "read-item", "read-item"]);
});
