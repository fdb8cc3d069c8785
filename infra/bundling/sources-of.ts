import type { BuiltParts } from "./later-parts.ts";

/**
 * The repository's own files that each function is made of: all that its entry imports, directly or
 * not, also where nothing of a file has got into the bundle, for that may be different after a change.
 * @param entries entry file of each function id, relative to the repository
 */
export function sourcesOf(
  entries: Readonly<Record<string, string>>,
  built: Pick<BuiltParts, "inputs" | "parts">,
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(entries).map(([id, entry]) => [id, reachedFrom(entry, built)]),
  );
}

function reachedFrom(entry: string, { inputs, parts }: Pick<BuiltParts, "inputs" | "parts">) {
  const reached = new Set<string>();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file) || file.includes("node_modules/")) continue;
    reached.add(file);
    for (const { path, external } of inputs[file]?.imports ?? []) {
      const part = external ? parts.get(path.replace(/^\.\/|\.js$/g, "")) : path;
      if (part !== undefined) waiting.push(part);
    }
  }
  return [...reached].sort();
}
