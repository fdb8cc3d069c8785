import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repositoryRoot } from "../../infra/repository-root.ts";

/**
 * Headers, parts of a request, statuses, and media types other than those of photos. A field that is
 * called like a part is none.
 */
const WORDS =
  /If-Match|If-None-Match|Idempotency-Key|(?<!invalidField\()"(?:body|query|header)"|\b(?:40[0-9]|41[0-9]|42[29])\b(?! KB)|application\/|text\/[a-z]/;

test.each(["shared/model", "shared/domain", "shared/persistence"])("%s speaks no HTTP", (floor) => {
  const files = globSync(`${floor}/**/*.ts`, { cwd: repositoryRoot });
  expect(files.length).toBeGreaterThan(10);
  const found = files.filter((file) =>
    WORDS.test(readFileSync(join(repositoryRoot, file), "utf8")),
  );
  expect(found).toEqual([]);
});
