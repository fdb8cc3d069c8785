import { PRICES } from "../cost/prices.ts";
import type { ResultTable } from "../suite.ts";
import { indexRate, photoRate, removalRate, sweepRate } from "./growing.ts";
import { amount } from "./inputs.ts";
import { limitOf } from "./quotas.ts";
import { unitsOf } from "./stored-units.ts";
import { dollars, roughly } from "./words-for-figures.ts";

/** Work behind the requests: its pace, and a whole pass over 1 and 50 million accounts. */
interface Work {
  readonly what: string;
  /** Things a second, while it works. */
  readonly pace: number;
  readonly ofAccount: number;
  /** Share of the day in which it works. */
  readonly atWork: number;
  /** Dollars for each thing. */
  readonly price: number;
}

const SIZES = [1_000_000, 50_000_000];
const DAY = 86_400;

/** How long a whole pass takes, and what it costs. */
export function backgroundTable(): ResultTable {
  return {
    title: "",
    columns: [
      ...["work", "a second", "a pass over 1 million accounts", "over 50 million"],
      "price of the latter, $",
    ],
    rows: works().map(({ what, pace, ofAccount, atWork, price }) => [
      ...[what, roughly(pace)],
      ...SIZES.map((size) => duration((size * ofAccount) / pace / atWork)),
      dollars(50e6 * ofAccount * price),
    ]),
  };
}

function works(): Work[] {
  const writes = limitOf("tableWrites");
  const removal = unitsOf("finish-removal");
  return [
    {
      ...{ what: "removals, one a profile", pace: removalRate(), ofAccount: 1, atWork: 1 },
      price: removal.reads * PRICES.readUnit + removal.writes * PRICES.writeUnit,
    },
    {
      ...{ what: "indexing, one a profile", pace: indexRate(), ofAccount: 1, atWork: 1 },
      price: amount("indexWrites") * PRICES.writeUnit,
    },
    {
      ...{ what: "`reindex`, at the table's quota", pace: writes / amount("indexWrites") },
      ...{ ofAccount: 1, atWork: 1, price: amount("indexWrites") * PRICES.writeUnit },
    },
    photos(),
    sweep(),
    {
      what: "accounts read by `pepper` or `gateway-keys`, 8 segments",
      pace: (8 * SCANNED) / amount("itemBytes"),
      ...{ ofAccount: 1, atWork: 1, price: (amount("itemBytes") / 8_192) * PRICES.readUnit },
    },
  ];
}

/** Bytes a second of a segment that asks for a page of 1 MB after another, 50 ms each. */
const SCANNED = 20e6;

/** Direct uploads that are made photos of, those of a day. */
function photos(): Work {
  const { reads, writes, objectWrites } = unitsOf("process-photo-upload");
  const price = reads * PRICES.readUnit + writes * PRICES.writeUnit + objectWrites * PRICES.s3Write;
  return {
    ...{ what: "photos of a day's uploads", pace: photoRate(), price, atWork: 1 },
    ofAccount: amount("uploadsADay"),
  };
}

function sweep(): Work {
  const objects = amount("withPhoto") * amount("photoObjects");
  const price = PRICES.s3Write / 1_000 + PRICES.readUnit / amount("photoObjects");
  // Once a day, for as long as a function may run.
  return {
    what: "sweep of photos",
    pace: sweepRate(),
    ofAccount: objects,
    atWork: amount("sweepSeconds") / DAY,
    price,
  };
}

function duration(seconds: number): string {
  if (seconds < 3_600) return `${roughly(seconds / 60)} minutes`;
  return seconds < 2 * DAY ? `${roughly(seconds / 3_600)} hours` : `${roughly(seconds / DAY)} days`;
}
