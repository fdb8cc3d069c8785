import "../support/settings.ts";
import fc from "fast-check";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { keptViews } from "../../../shared/domain/profile/kept-views.ts";
import {
  currentStamp,
  type PublicView,
  showView,
} from "../../../shared/domain/profile/public-views.ts";
import { readPublishedProfile } from "../../../shared/domain/profile/read-public-profile.ts";
import { Problem } from "../../../shared/model/problem.ts";
import type { Profile } from "../../../shared/model/profile/profile.ts";
import { sampleProfile } from "../support/arbitrary-profile.ts";

const repository = vi.hoisted(() => ({ findCard: vi.fn(), findProfile: vi.fn() }));
vi.mock("../../../shared/persistence/profile-repository.ts", () => repository);
vi.mock("../../../shared/persistence/card-repository.ts", () => repository);
vi.mock("../../../shared/persistence/table.ts", () => ({}));

const id = "0199aaaa-0000-7000-8000-000000000000";

/** A text that says which version it shows. */
const VIEW: PublicView = {
  basis: ["test"],
  render: ({ version }: Profile) => `version ${version}`,
};
const OTHER: PublicView = { basis: ["test", "elsewhere"], render: () => "other" };

/** One profile as the table holds it; root and card change together. */
interface Stored {
  version: number;
  cardVersion: number | undefined;
  state: "draft" | "public" | "removed";
}
let stored: Stored;
/** What others may use to run in between, before and after each read. */
let pause: () => Promise<unknown>;

async function read<T>(what: () => T): Promise<T> {
  await pause();
  const found = what();
  await pause();
  return found;
}

function card() {
  const { state, cardVersion: version } = stored;
  if (state === "removed") return { owner: "jane", state, wasPublic: true };
  return { owner: "jane", state, slug: "jane", ...(version !== undefined && { version }) };
}

function profile() {
  if (stored.state === "removed") return undefined;
  const isPublic = stored.state === "public";
  return { profile: { ...sampleProfile, id, isPublic, version: stored.version } };
}

beforeEach(() => {
  pause = async () => {};
  stored = { version: 1, cardVersion: 1, state: "public" };
  keptViews.keepOnly(id, undefined);
  repository.findCard.mockReset().mockImplementation(() => read(card));
  repository.findProfile.mockReset().mockImplementation(() => read(profile));
});

const look = (view = VIEW) => readPublishedProfile(id, (published) => showView(published, view));

describe("a view", () => {
  test("is made once for a version, and further ones take the card alone", async () => {
    const first = await look();
    expect(first.text).toBe("version 1");
    expect([await look(), await look()]).toEqual([first, first]);
    expect(repository.findProfile).toHaveBeenCalledOnce();
    expect(repository.findCard).toHaveBeenCalledTimes(3);
  });

  test("of another kind, or with other addresses, is another", async () => {
    const first = await look();
    const other = await look(OTHER);
    expect(other.text).toBe("other");
    expect(other.stamp).not.toBe(first.stamp);
    expect((await look()).text).toBe("version 1");
    expect(repository.findProfile).toHaveBeenCalledTimes(2);
  });

  test("is known by its stamp before it is made, where the card says the version", async () => {
    const stamps = await readPublishedProfile(id, async (published) => [
      currentStamp(published, VIEW),
    ]);
    expect(stamps).toEqual([(await look()).stamp]);
    stored.cardVersion = undefined;
    const none = await readPublishedProfile(id, async (published) => [
      currentStamp(published, VIEW),
    ]);
    expect(none).toEqual([undefined]);
  });

  test("is made each time where the card does not say the version, under the same stamp", async () => {
    const { stamp } = await look();
    stored.cardVersion = undefined;
    expect([(await look()).stamp, (await look()).stamp]).toEqual([stamp, stamp]);
    expect(repository.findProfile).toHaveBeenCalledTimes(3);
  });

  test("of a later version than its card's is shown as what it is, and not kept", async () => {
    stored.version = 2;
    const ahead = await look();
    expect(ahead.text).toBe("version 2");
    expect(keptViews.bytes).toBe(0);
    stored.cardVersion = 2;
    expect(await look()).toEqual(ahead);
  });

  test.each(["draft", "removed"] as const)("is not kept of a profile that is %s", async (state) => {
    await look();
    expect(keptViews.bytes).toBeGreaterThan(0);
    stored.state = state;
    await expect(look()).rejects.toThrow(Problem);
    expect(keptViews.bytes).toBe(0);
  });
});

/** What may happen to the profile while others look at it. */
const CHANGES: Readonly<Record<string, (now: Stored) => void>> = {
  write: (now) => {
    now.version += 1;
    now.cardVersion = now.version;
  },
  flag: (now) => {
    now.version += 1;
    now.cardVersion = (now.cardVersion ?? -1_000) + 1;
  },
  hide: (now) => {
    if (now.state === "public") now.state = "draft";
    CHANGES.write?.(now);
  },
  publish: (now) => {
    if (now.state === "draft") now.state = "public";
    CHANGES.write?.(now);
  },
  formerRelease: (now) => {
    now.version += 1;
    now.cardVersion = undefined;
  },
  remove: (now) => {
    now.state = "removed";
  },
};

const anyChange = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom("write", "flag", "hide", "publish", "formerRelease") },
  { weight: 1, arbitrary: fc.constant("remove") },
);
const anyCommand = fc.oneof({ weight: 3, arbitrary: fc.constant("look") }, anyChange);

/**
 * Looks, and holds what it sees against all that was so meanwhile. Who holds a text is told by its
 * stamp that it is current: no two texts may have the same.
 */
async function lookAndJudge(history: readonly Stored[], seen: Map<string, string>): Promise<void> {
  const asked = history.length - 1;
  try {
    const { text, stamp } = await look();
    expect(seen.get(stamp) ?? text).toBe(text);
    seen.set(stamp, text);
    const truths = history.slice(asked).filter(({ state }) => state === "public");
    expect(truths.map(({ version }) => `version ${version}`)).toContain(text);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    expect(history.slice(asked).some(({ state }) => state !== "public")).toBe(true);
  }
}

test("no view is older than when it was asked for, and nothing hidden is shown, in any order", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyCommand, { maxLength: 25 }),
      fc.scheduler(),
      async (commands, scheduler) => {
        Object.assign(stored, { version: 1, cardVersion: 1, state: "public" });
        keptViews.keepOnly(id, undefined);
        pause = () => scheduler.schedule(Promise.resolve());
        const history: Stored[] = [{ ...stored }];
        const looks: Promise<void>[] = [];
        const seen = new Map<string, string>();
        scheduler.scheduleSequence(
          commands.map((command) => async () => {
            if (command === "look") {
              looks.push(lookAndJudge(history, seen));
            } else {
              CHANGES[command]?.(stored);
              history.push({ ...stored });
            }
          }),
        );
        await scheduler.waitIdle();
        await Promise.all(looks);
      },
    ),
    { seed: 16, numRuns: 300 },
  );
});
