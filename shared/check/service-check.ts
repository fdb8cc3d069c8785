/** What the API answered. */
export interface CheckAnswer {
  readonly status: number;
  /** Parsed, where it is JSON. */
  readonly json: unknown;
}

/** Calls the API as its caller: a path below the API's own prefix, and a body where there is one. */
export type CheckCall = (method: string, path: string, body?: object) => Promise<CheckAnswer>;

/** One thing that was tried. */
export interface CheckStep {
  readonly step: string;
  readonly durationMs: number;
  /** What was wrong; left out when it went well. */
  readonly fault?: string;
}

/** How long it may wait for what comes late, and how. */
export interface CheckPatience {
  /** Milliseconds that a published profile may take to be found. */
  readonly findingMs: number;
  pause(milliseconds: number): Promise<void>;
}

/** Names that nobody else's profile has: what bears one may be removed. */
const NAME = "Service check";
const BETWEEN_SEARCHES_MS = 2_000;

interface Made {
  readonly id: string;
  readonly slug: string;
}

/**
 * Creates, publishes, reads, finds and deletes a profile, as people and programs do. It begins with
 * what an earlier check may have left when it was cut off, and removes its own whatever happens.
 * @param marker one word that no other profile has, of letters and digits
 * @returns each step it took; after one that went wrong only the removal
 */
export async function checkService(
  call: CheckCall,
  marker: string,
  patience: CheckPatience,
): Promise<readonly CheckStep[]> {
  const run = new CheckRun(call, patience);
  if (!(await run.step("tidy", () => run.tidy()))) return run.steps;
  const made = await run.step("create", () => run.create(marker));
  if (!made) {
    // The answer may be lost, and not the profile.
    await run.step("tidy", () => run.tidy());
    return run.steps;
  }
  const isSeen =
    (await run.step("publish", () => run.publish(made))) &&
    (await run.step("read", () => run.read(made, 200))) &&
    (await run.step("search", () => run.find(made, marker)));
  const isRemoved = await run.step("delete", () => run.remove(made.id));
  if (isSeen && isRemoved) await run.step("gone", () => run.read(made, 410));
  return run.steps;
}

class CheckRun {
  readonly steps: CheckStep[] = [];
  readonly #call: CheckCall;
  readonly #patience: CheckPatience;

  constructor(call: CheckCall, patience: CheckPatience) {
    this.#call = call;
    this.#patience = patience;
  }

  /** @returns what the step gives; undefined when it went wrong */
  async step<T>(step: string, run: () => Promise<T>): Promise<T | undefined> {
    const started = performance.now();
    const took = () => Math.round(performance.now() - started);
    try {
      const result = await run();
      this.steps.push({ step, durationMs: took() });
      return result;
    } catch (error) {
      const fault = error instanceof Error ? error.message : String(error);
      this.steps.push({ step, durationMs: took(), fault });
      return undefined;
    }
  }

  async tidy(): Promise<true> {
    const { json } = await this.#expect(200, "GET", "/profiles/all");
    for (const { id, name } of listOf(json)) {
      if (String(name).startsWith(NAME)) await this.remove(String(id));
    }
    return true;
  }

  async create(marker: string): Promise<Made> {
    const body = { name: `${NAME} ${marker}`, title: "Made and removed by the service itself" };
    const { json } = await this.#expect(201, "POST", "/profiles", body);
    const { id, slug } = json as Partial<Made>;
    if (id === undefined || slug === undefined) throw new Error("the answer is no profile");
    return { id, slug };
  }

  async publish({ id }: Made): Promise<true> {
    await this.#expect(200, "POST", `/profiles/${id}/publish`);
    return true;
  }

  async read({ slug }: Made, status: number): Promise<true> {
    await this.#expect(status, "GET", `/profiles/p/${slug}`);
    return true;
  }

  async find({ slug }: Made, marker: string): Promise<true> {
    const { findingMs, pause } = this.#patience;
    for (let waited = 0; ; waited += BETWEEN_SEARCHES_MS) {
      const path = `/public/directory/search?query=${marker}`;
      const { json } = await this.#expect(200, "GET", path);
      const { results } = json as { readonly results?: unknown };
      if (listOf(results).some((one) => one.slug === slug)) return true;
      if (waited >= findingMs) throw new Error(`not found after ${findingMs / 1_000} s`);
      await pause(BETWEEN_SEARCHES_MS);
    }
  }

  async remove(id: string): Promise<true> {
    await this.#expect(204, "DELETE", `/profiles/${id}`);
    return true;
  }

  async #expect(status: number, method: string, path: string, body?: object) {
    const answer = await this.#call(method, path, body);
    if (answer.status === status) return answer;
    const [place] = path.split("?");
    throw new Error(`${method} ${place} answered ${answer.status} in place of ${status}`);
  }
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value : [];
}
