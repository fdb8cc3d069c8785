import { routeTable } from "../../shared/routes/route-table.ts";
import { encodedJson, gatewayEvent } from "../examples/gateway-event.ts";
import type { BenchPlatform } from "../platform/bench-platform.ts";
import { type Axis, grownPlaces, type Place, type Seed } from "./grown-places.ts";
import type { ProfileTemplate } from "./profile-template.ts";
import { startSeededEngine } from "./seeded-engine.ts";

/** One request at one size. */
export interface Point {
  readonly axis: Axis;
  readonly size: number;
  readonly functionId: string;
  /** Tells two requests of one function apart. */
  readonly how?: string | undefined;
  /** Whether the units are those of a further request to a warm function. */
  readonly further: boolean;
  /** URL of the engine that holds the items. */
  readonly engine: string;
  /** Whether the design says that it costs the same at every size. */
  readonly flat: boolean;
  /** Makes the event; a write writes something new each time. */
  event(): object;
}

/** Asks for the subject of an account that has grown. */
interface Probe {
  readonly functionId: string;
  readonly flat: boolean;
  readonly how?: string;
  readonly further?: boolean;
  readonly params?: (subject: ProfileTemplate) => Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: () => unknown;
}

const ownProfile = { params: ({ profileId }: ProfileTemplate) => ({ profile_id: profileId }) };

/** Seen before by the warm function, which keeps its text. */
const pageBySlug: Probe = {
  ...{ functionId: "get-public-profile", flat: true, how: "by slug", further: true },
  params: ({ slug }) => ({ identifier: slug }),
};

const PROBES: Readonly<Record<Axis, readonly Probe[]>> = {
  "profiles of an account": [
    { functionId: "get-profile", flat: true, ...ownProfile },
    { functionId: "get-primary-profile", flat: true },
    // It answers all of them.
    { functionId: "list-profiles", flat: false },
  ],
  "contacts of an account": [
    // The same page at every size, with a cursor to the next one.
    { functionId: "list-contacts", flat: true, query: { limit: "9" } },
    { functionId: "get-profile", flat: true, ...ownProfile },
    { functionId: "get-contact-limits", flat: true },
  ],
  "items in the table": [
    { functionId: "get-profile", flat: true, ...ownProfile },
    pageBySlug,
    {
      ...{ functionId: "update-profile", flat: true, ...ownProfile },
      json: () => ({ bio: `Written ${performance.now()}` }),
    },
  ],
  "KB of the profile": [
    {
      ...{ functionId: "get-public-profile", flat: true, how: "by id", further: true },
      params: ({ profileId }) => ({ identifier: profileId }),
    },
    pageBySlug,
  ],
  "writes so far": [
    {
      ...{ functionId: "update-profile", flat: true, ...ownProfile },
      json: () => ({ bio: `Written ${performance.now()}` }),
    },
  ],
};

/** Engines with accounts and tables of all sizes, and the requests to make there. */
export async function growthPoints(
  platform: BenchPlatform,
): Promise<{ readonly points: readonly Point[]; stop(): Promise<void> }> {
  const started: { stop(): Promise<void> }[] = [];
  const seed: Seed = async (items) => {
    const engine = await startSeededEngine(platform, items);
    started.push(engine);
    return engine.endpoint;
  };
  const stop = async () => {
    for (const engine of started) await engine.stop();
  };
  try {
    const places = await grownPlaces(platform, seed);
    const points = places.map((place) =>
      Promise.all(PROBES[place.axis].map((probe) => pointOf(probe, place))),
    );
    return { points: (await Promise.all(points)).flat(), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function pointOf(
  { functionId, flat, how, further = false, params, query, json }: Probe,
  { axis, size, engine, subject }: Place,
): Promise<Point> {
  const route = routeTable.find(({ id }) => id === functionId);
  if (!route) throw new Error(`There is no route ${functionId}.`);
  const request = { account: subject.owner, params: params?.(subject) ?? {} };
  const event = await gatewayEvent(route, {
    ...request,
    ...(query && { query }),
    json: json?.(),
  });
  return {
    ...{ axis, size, engine, functionId, flat, how, further },
    event: () => (json ? { ...event, body: encodedJson(json()) } : event),
  };
}
