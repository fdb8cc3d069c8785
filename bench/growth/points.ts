import { routeTable } from "../../shared/routes/route-table.ts";
import { encodedJson, gatewayEvent } from "../examples/gateway-event.ts";
import type { BenchPlatform } from "../platform/bench-platform.ts";
import { grownContacts, grownProfiles, grownTable } from "./grown-items.ts";
import { type ProfileTemplate, profileTemplate } from "./profile-template.ts";
import { type RawItem, writeOften } from "./raw-items.ts";
import { startSeededEngine } from "./seeded-engine.ts";

/** What grows. */
export type Axis =
  | "profiles of an account"
  | "contacts of an account"
  | "items in the table"
  | "KB of the profile"
  | "writes so far";

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

export const PROFILE_COUNTS = [1, 5, 25];
export const CONTACT_COUNTS = [10, 100, 1_000, 10_000];
export const TABLE_SIZES = [1_000, 14_000, 200_000];
/** Each leaves a record in the table's stream. */
export const WRITE_COUNTS = [1_000, 20_000, 200_000];

/** Where a profile lives that can be asked for. */
interface Place extends Pick<Point, "axis" | "size" | "engine"> {
  readonly subject: ProfileTemplate;
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
  const full = await profileTemplate(platform, { full: true });
  const typical = await profileTemplate(platform, { full: false });
  const started: { stop(): Promise<void> }[] = [];
  const seed = async (items: readonly RawItem[]) => {
    const engine = await startSeededEngine(platform, items);
    started.push(engine);
    return engine.endpoint;
  };
  const stop = async () => {
    for (const engine of started) await engine.stop();
  };
  const profiles = PROFILE_COUNTS.map((size) => ({ size, ...grownProfiles(full, size) }));
  const contacts = CONTACT_COUNTS.map((size) => ({ size, ...grownContacts(typical, size) }));
  try {
    const engine = await seed([...profiles, ...contacts].flatMap(({ items }) => items));
    const places: Place[] = [
      ...profiles.map((grown) => ({ axis: "profiles of an account" as const, engine, ...grown })),
      ...contacts.map((grown) => ({ axis: "contacts of an account" as const, engine, ...grown })),
      ...[contacts[0], profiles[0]].flatMap((grown) => (grown ? [ofItsSize(grown, engine)] : [])),
    ];
    for (const size of TABLE_SIZES) {
      const { subject, items } = grownTable(typical, size);
      places.push({ axis: "items in the table", engine: await seed(items), size, subject });
    }
    for (const size of WRITE_COUNTS) {
      const { subject, items } = grownTable(typical, 1);
      const engine = await seed(items);
      await writeOften({ endpoint: engine, tableName: platform.tableName }, size);
      places.push({ axis: "writes so far", engine, size, subject });
    }
    const points = places.map((place) =>
      Promise.all(PROBES[place.axis].map((probe) => pointOf(probe, place))),
    );
    return { points: (await Promise.all(points)).flat(), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A profile that is asked for by its size. */
function ofItsSize({ subject }: Pick<Place, "subject">, engine: string): Place {
  const bytes = Buffer.byteLength(JSON.stringify(subject.profile));
  return { axis: "KB of the profile", size: Math.round(bytes / 1_024), engine, subject };
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
