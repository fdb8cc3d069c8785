import { projectsOf } from "./project-names.ts";

const isProject = (word: string) => projectsOf(word).length > 0;

/**
 * What vitest is told for the words after `npm test --`. The first ones that name folders of
 * tests choose those; all else is vitest's own: parts of files' names, and its options.
 */
export function vitestArguments(words: readonly string[]): string[] {
  const end = words.findIndex((word) => !isProject(word));
  const count = end === -1 ? words.length : end;
  return [
    "run",
    ...words
      .slice(0, count)
      .flatMap(projectsOf)
      .map((name) => `--project=${name}`),
    ...words.slice(count),
  ];
}
