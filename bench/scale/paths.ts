import { GATHERING } from "../../shared/domain/analytics/gather-counts.ts";
import { REQUEST_SHARDS } from "../../shared/model/account/request-counter.ts";
import { PENDING_REMOVALS } from "../../shared/persistence/keys.ts";
import { grownReads, unitsOf } from "./stored-units.ts";

/** Where requests meet: items of one partition, or of several among which they are spread. */
export interface Meeting {
  readonly what: string;
  /** Units that one request takes there. */
  readonly reads?: number;
  readonly writes?: number;
  /** Partitions that share them; 1 when left out. */
  readonly shards?: number;
}

/** A way through the API. */
export interface Path {
  readonly path: string;
  /** Units of the whole request, the counter included. */
  readonly reads: number;
  readonly writes: number;
  readonly ms: number;
  /** Whether the authorizer runs before it. */
  readonly authorized: boolean;
  readonly meetings: readonly Meeting[];
}

/** An item of a transaction, of up to 1 KB. */
const IN_TRANSACTION = 2;
const LARGE = "205";

/** The ways that are asked most, or that meet soonest. */
export function paths(): Path[] {
  return [...reading(), ...writing(), ...aboutOthers()];
}

function reading(): Path[] {
  const own = (reads: number) => ({ what: "the account's items", reads });
  const large = grownReads("get-profile, profiles of an account", "1");
  const fullest = grownReads("list-profiles, profiles of an account", "25");
  const further = grownReads("get-public-profile by slug, KB of the profile", LARGE);
  return [
    signedIn("own profile", "get-profile", [own(unitsOf("get-profile").reads), COUNTER]),
    signedIn("own profile, of a plan without a limit", "get-profile", [
      own(unitsOf("get-profile").reads),
      { ...COUNTER, shards: REQUEST_SHARDS },
    ]),
    { ...signedIn("own profile of 200 KB", "get-profile", [own(large)]), reads: large },
    { ...signedIn("all 25 profiles of 200 KB", "list-profiles", [own(fullest)]), reads: fullest },
    signedIn("list of own profiles", "list-profiles", [own(unitsOf("list-profiles").reads)]),
    signedIn("list of contacts", "list-contacts", [own(unitsOf("list-contacts").reads), COUNTER]),
    {
      ...open("public profile by slug, kept", "get-public-profile", [CARD]),
      ...{ reads: further, ms: unitsOf("get-profile-qr").billedMs },
    },
    open("public profile by slug, new or another version", "get-public-profile", [
      own(unitsOf("get-public-profile").reads - 2),
    ]),
    { ...open("the same of 200 KB", "get-public-profile", [own(large)]), reads: large + 2 },
    signedIn("search", "search-directory", [COUNTER]),
  ];
}

const COUNTER: Meeting = { what: "the account's counter", writes: 1 };
const CARD: Meeting = { what: "the profile's card", reads: 1 };

function writing(): Path[] {
  const own = (items: number) => ({
    what: "the account's items",
    writes: items * IN_TRANSACTION,
  });
  return [
    signedIn("create", "create-profile", [own(2)]),
    signedIn("change", "update-profile", [own(1)]),
    signedIn("publish", "publish-profile", [own(1)]),
    signedIn("delete", "delete-profile", [
      own(2),
      { what: "pending removals", writes: IN_TRANSACTION, shards: PENDING_REMOVALS.length },
    ]),
    signedIn("ask for an upload", "create-photo-upload", [own(1)]),
    signedIn("issue a key", "create-api-key", [own(1)]),
  ];
}

function aboutOthers(): Path[] {
  const views = { what: "the profile's day of views", writes: 1, shards: GATHERING.shards };
  return [
    signedIn("save a contact, of the saver", "save-contact", [
      { what: "the saver's items", writes: 3 * IN_TRANSACTION },
    ]),
    signedIn("save a contact, of the one who is saved", "save-contact", [CARD, views]),
    signedIn("leave a lead", "save-lead", [
      { what: "the owner's leads", writes: 2 * IN_TRANSACTION },
      CARD,
    ]),
  ];
}

function signedIn(path: string, sample: string, meetings: readonly Meeting[]): Path {
  const { reads, writes, counter, billedMs } = unitsOf(sample);
  return { path, reads, writes: writes + counter, ms: billedMs, authorized: true, meetings };
}

/** A view's count is told apart: the sample is its profile's first of a day. */
function open(path: string, sample: string, meetings: readonly Meeting[]): Path {
  return { ...signedIn(path, sample, meetings), writes: 0, authorized: false };
}
