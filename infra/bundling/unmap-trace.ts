import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, join, relative } from "node:path";
import { repositoryRoot } from "../repository-root.ts";

/** A place in a bundle: path, file name, line and column, both from 1. */
const PLACE = /((?:[^\s()"'\\]*\/)?)([\w.-]+\.js):(\d+):(\d+)/g;

/**
 * Replaces each place in a bundle by the one in the sources it was made of, relative to the
 * repository. Everything else stays: places in packages without a map, and Node's own.
 * @param text a stack trace, or anything that holds one
 * @param mapFile source map of a bundle's file, or undefined where there is none
 */
export function unmapTrace(
  text: string,
  mapFile: (folder: string, name: string) => string | undefined,
): string {
  return text.replace(
    PLACE,
    (place, folder: string, name: string, line: string, column: string) => {
      const file = mapFile(folder, name);
      const map = file === undefined ? undefined : readMap(file);
      const origin = map?.findOrigin(Number(line), Number(column));
      if (!origin || !("fileName" in origin) || origin.fileName === undefined) return place;
      return `${sourceOf(file ?? "", origin.fileName)}:${origin.lineNumber}:${origin.columnNumber}`;
    },
  );
}

/** A source relative to the repository. A map tells it from its own folder, which may have been moved. */
function sourceOf(mapFile: string, path: string): string {
  const source = join(dirname(mapFile), path);
  if (existsSync(source)) return relative(repositoryRoot, source);
  // A path leads up to the repository first, however deep the build lay.
  return path.replace(/^(?:\.\.\/)+/, "");
}

/** Maps that were read, by file: a crash is seldom the only one. */
const maps = new Map<string, SourceMap | undefined>();
const MAPS_KEPT = 8;

function readMap(file: string): SourceMap | undefined {
  if (maps.has(file)) return maps.get(file);
  if (maps.size >= MAPS_KEPT) maps.clear();
  let map: SourceMap | undefined;
  try {
    map = new SourceMap(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    // No map, or none that can be read: the place stays as it is.
  }
  maps.set(file, map);
  return map;
}
