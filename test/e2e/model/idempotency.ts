import { expect } from "vitest";
import type { Answer } from "../../support/api-client.ts";
import { type Operation, refuses } from "./operation.ts";
import type { ModelAnswer, World } from "./world.ts";

/**
 * The same POST under an `Idempotency-Key`: a repetition is answered from the record, another
 * request under the key is refused, and what failed leaves no record.
 * @param route its id, or whatever else tells routes apart
 * @param meaning what the service understands of the body, and the photo's name
 */
export function once(
  operation: Operation,
  route: string,
  key: string | undefined,
  meaning: unknown,
): Operation {
  if (key === undefined) return operation;
  const scope = `${operation.actor} ${route} ${key}`;
  const condition = operation.headers?.["if-match"] ?? "";
  const fingerprint = `${operation.path} ${condition} ${sortedJson(meaning)}`;
  return {
    ...operation,
    scope,
    headers: { ...operation.headers, "idempotency-key": key },
    moments: operation.moments.map((moment) => (world: World, answer: Answer) => {
      if (world.crowd?.scopes.includes(scope) && isTurnedAway(answer)) return;
      const stored = world.answers[scope];
      if (stored) {
        repeats(stored, fingerprint, answer);
        return;
      }
      expect(answer.headers.get("idempotent-replayed")).toBeNull();
      moment(world, answer);
      if (answer.status >= 300) return;
      const { status, text, headers } = answer;
      world.answers[scope] = { fingerprint, status, text, etag: headers.get("etag") };
    }),
  };
}

function repeats(stored: ModelAnswer, fingerprint: string, answer: Answer): void {
  if (stored.fingerprint !== fingerprint) {
    refuses(answer, 422, "idempotency_key_reused");
    return;
  }
  const { status, text, headers } = answer;
  const { fingerprint: _, ...kept } = stored;
  expect({ status, text, etag: headers.get("etag") }).toEqual(kept);
  expect(headers.get("idempotent-replayed")).toBe("true");
}

/** What a request may be told while another one of the same key is under way. */
function isTurnedAway({ json }: Answer): boolean {
  return ["idempotency_in_progress", "idempotency_key_reused"].includes(json?.code);
}

/** JSON that does not depend on the order in which fields were given. */
function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    part && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
