import {
  type FunctionKind,
  functionKind,
  MEMORY_SIZES,
} from "../../infra/constructs/memory-sizes.ts";
import { ownWorkMs, PRICES } from "../cost/prices.ts";
import { lambdaDollars } from "../cost/request-cost.ts";
import { type StoredUnits, storedUnits } from "../scale/stored-units.ts";
import { median } from "../statistics.ts";
import { modelledWait, SIZES } from "./modelled-wait.ts";

/** How long a first caller may wait, against what a whole core gives. */
export const SLOWEST = 1.25;

/** How much a million requests may cost, against what they cost with the smallest size. */
export const DEAREST = 1.03;

/** A size has twice the memory that anything took. */
const ROOM = 2;

/** What took more than the first call of an example, in MB: many photos (ADR 9), an archive (ADR 31). */
const LARGEST_WORK: Readonly<Partial<Record<FunctionKind, number>>> = {
  images: 480,
  background: 144,
};

/** Functions whose bundles need the image layer; a test holds them to the bundles. */
export const IMAGE_FUNCTIONS: ReadonlySet<string> = new Set([
  ...["create-profile", "import-into-profile", "import-profile"],
  ...["process-photo-upload", "update-profile"],
]);

/** Medians of a function's first call. */
export interface CaseTimes {
  /** As the example that it was measured with; it begins with the function's id. */
  readonly name: string;
  readonly loadCpuMs: number;
  readonly callCpuMs: number;
  readonly peakMb: number;
}

/** What one size brings and costs the functions of a kind: medians over its functions. */
export interface SizeFacts {
  readonly megabytes: number;
  readonly waitMs: number;
  /** The wait against that with a whole core. */
  readonly slower: number;
  /** Of a million requests; undefined where no request pays. */
  readonly dollars: number | undefined;
  /** The price against that with the smallest size. */
  readonly dearer: number;
  /** Whether the memory is twice what anything took. */
  readonly hasRoom: boolean;
}

/** Of the function that an example is for. */
export function kindOfCase(name: string): FunctionKind {
  const [functionId = ""] = name.split(" ");
  return functionKind(functionId, IMAGE_FUNCTIONS.has(functionId));
}

/** What every size brings and costs, the smallest first. */
export function sizesOf(kind: FunctionKind, all: readonly CaseTimes[]): SizeFacts[] {
  const cases = all.filter(({ name }) => kindOfCase(name) === kind);
  const peak = Math.max(LARGEST_WORK[kind] ?? 0, ...cases.map(({ peakMb }) => peakMb));
  const known = kind === "background" ? [] : cases.map(({ name }) => pricesOf(name));
  const prices = known.filter((list) => list !== undefined);
  return SIZES.map((megabytes, at) => ({
    megabytes,
    waitMs: median(cases.map((times) => modelledWait(times, megabytes))),
    slower: median(
      cases.map((times) => modelledWait(times, megabytes) / modelledWait(times, WHOLE)),
    ),
    dollars: prices.length > 0 ? median(prices.map((list) => list[at] ?? 0)) : undefined,
    dearer: prices.length > 0 ? median(prices.map((list) => (list[at] ?? 0) / (list[0] ?? 1))) : 1,
    hasRoom: megabytes >= ROOM * peak,
  }));
}

/**
 * The smallest size that has room, and where somebody waits lets the first caller wait at most a
 * quarter longer than with a whole core; but none that makes requests 3 % dearer.
 */
export function chosenSize(kind: FunctionKind, all: readonly CaseTimes[]): number {
  const roomy = sizesOf(kind, all).filter(({ hasRoom }) => hasRoom);
  const affordable = roomy.filter(({ dearer }, at) => at === 0 || dearer <= DEAREST);
  const isFast = ({ slower }: SizeFacts) => kind === "background" || slower <= SLOWEST;
  const chosen = affordable.find(isFast) ?? affordable.at(-1);
  if (!chosen) throw new Error(`No size has room for ${kind}.`);
  return chosen.megabytes;
}

const WHOLE = SIZES[SIZES.length - 1] ?? 0;

/** Dollars of a million such requests with each size; undefined where `cost` has not measured it. */
function pricesOf(name: string): number[] | undefined {
  // The authorizer waits for nobody, once it has the issuer's keys, and is paid with the request that
  // it lets pass: the cheapest with a credential is of this kind.
  const isAuthorizer = kindOfCase(name) === "authorizer";
  const units = storedUnits(isAuthorizer ? "get-profile" : name);
  if (!units) return undefined;
  const waiting = units.billedMs - ownWorkMs(units.memoryMb);
  return SIZES.map((size) => {
    const [ofRoute, ofAuthorizer] = isAuthorizer
      ? [MEMORY_SIZES.route, size]
      : [size, MEMORY_SIZES.authorizer];
    const route = lambdaDollars(waiting + ownWorkMs(ofRoute), ofRoute);
    const authorizer = lambdaDollars(ownWorkMs(ofAuthorizer), ofAuthorizer);
    return 1e6 * (PRICES.gatewayRequest + route + authorizer + dataDollars(units));
  });
}

function dataDollars({ reads, writes, counter, objectWrites, objectReads }: StoredUnits): number {
  return (
    reads * PRICES.readUnit +
    (writes + counter) * PRICES.writeUnit +
    objectWrites * PRICES.s3Write +
    objectReads * PRICES.s3Read
  );
}
