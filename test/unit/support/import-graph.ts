import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { repositoryRoot } from "../../../infra/repository-root.ts";

/** Which files of the repository each of them imports, types included; paths from its root. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

const ROOMS = ["shared", "functions", "infra", "packages", "bench", "test"];

/** `from "./x.ts"`, `import "./x.ts"` and `import("./x.ts")`, all of them relative. */
const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*"(\.[^"]+)"/g;

/** Reads what every source of the repository imports. A path that leads nowhere is left out. */
export function readImportGraph(): ImportGraph {
  const files = globSync([...ROOMS.map((room) => `${room}/**/*.{ts,cts,mts}`), "*.ts"], {
    cwd: repositoryRoot,
    exclude: (path) => /(?:^|\/)(?:node_modules|dist)$/.test(path),
  });
  return new Map(files.sort().map((file) => [file, importsOf(file)]));
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(repositoryRoot, file), "utf8");
  const found = [...text.matchAll(IMPORT)].map(([, path = ""]) =>
    relative(repositoryRoot, join(repositoryRoot, dirname(file), path)),
  );
  return [...new Set(found)].filter((path) => existsSync(join(repositoryRoot, path)));
}

/** Every set of nodes that lead back to themselves, by Tarjan's algorithm; each sorted. */
export function circlesOf(graph: ImportGraph): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (node: string): number => {
    const mine = order.size;
    let low = mine;
    order.set(node, mine);
    lowest.set(node, mine);
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!order.has(next)) low = Math.min(low, visit(next));
      else if (stack.includes(next)) low = Math.min(low, order.get(next) ?? mine);
    }
    lowest.set(node, low);
    if (low === mine) {
      const circle = stack.splice(stack.indexOf(node));
      if (circle.length > 1 || graph.get(node)?.includes(node)) circles.push(circle.sort());
    }
    return low;
  };
  for (const node of graph.keys()) if (!order.has(node)) visit(node);
  return circles;
}
