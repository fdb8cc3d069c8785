import type { ResultTable } from "../suite.ts";
import {
  functionsRate,
  GROWN_TABLE,
  lowest,
  meetingCeiling,
  NEW_TABLE,
  tableRate,
} from "./ceilings.ts";
import { countingUnits, flashCrowd } from "./flash-crowd.ts";
import { growing } from "./growing.ts";
import { type Path, paths } from "./paths.ts";
import { limitOf } from "./quotas.ts";
import { searchedWords } from "./searched-words.ts";
import { grownReads } from "./stored-units.ts";
import { figure, percent, roughly } from "./words-for-figures.ts";

/** Requests a second of each path: at one place, and of a whole deployment. */
export function ceilingsTable(): ResultTable {
  return {
    title: "",
    columns: [
      ...["path", "read + write units", "at one account or profile", "by"],
      ...["a new table", "the table's quota", "functions", "first, once the table has grown"],
    ],
    words: [3, 7],
    rows: paths().map(ceilingRow),
  };
}

function ceilingRow(path: Path): string[] {
  const meeting = meetingCeiling(path);
  const fresh = tableRate(path, NEW_TABLE);
  const grown = tableRate(path, GROWN_TABLE);
  const functions = functionsRate(path);
  const first = lowest([
    { rate: grown, what: "the table" },
    { rate: functions, what: "functions" },
    { rate: limitOf("gatewayRate"), what: "the gateway" },
  ]);
  return [
    ...[path.path, `${figure(path.reads)} + ${figure(path.writes)}`],
    ...[roughly(meeting.rate), meeting.what],
    ...[fresh, grown, functions].map(roughly),
    first.what,
  ];
}

const SIZES = [10_000, 1_000_000, 50_000_000];

/** How much of each limit is used at each size, and from how many accounts on it does not suffice. */
export function growingTable(): ResultTable {
  return {
    title: "",
    columns: [
      ...["what", "limit", ...SIZES.map((size) => `${size.toLocaleString("en-US")} accounts`)],
      ...["enough up to, accounts", "then"],
    ],
    words: [SIZES.length + 3],
    rows: growing().map(({ what, each, limit, unit, remedy }) => [
      ...[what, `${roughly(limit)} ${unit}`],
      ...SIZES.map((accounts) => percent((accounts * each) / limit)),
      roughly(limit / each),
      remedy,
    ]),
  };
}

/** Views of one profile that nobody looked at before, simulated. */
export function flashTable(): ResultTable {
  const sizes = [
    ["small", 1],
    ["200 KB", grownReads("get-profile, profiles of an account", "1")],
  ] as const;
  const rows = [50, 500, 3_000].flatMap((rate) =>
    sizes.map(([size, queryUnits]) => {
      const crowd = flashCrowd({ rate, queryUnits, seconds: 10 });
      return [
        ...[`${figure(rate)} a second, ${size}`, figure(crowd.environments)],
        ...[percent(crowd.noRoom / crowd.views), percent(crowd.throttled / crowd.views)],
        ...[percent(crowd.refusedAtLast), roughly(countingUnits(rate))],
      ];
    }),
  );
  return {
    title: "",
    columns: [
      ...["views of one profile", "environments", "refused by Lambda's quota"],
      ...["refused by the table", "refused in the tenth second", "write units/s to count them"],
    ],
    rows,
  };
}

/** Searches of directories of several sizes, simulated. */
export function wordsTable(): ResultTable {
  return {
    title: "",
    columns: [
      ...["profiles", "units of postings a search", "of them at the most searched word"],
      "searches a second until that word takes a partition",
    ],
    rows: [...SIZES].map((profiles) => {
      const { units, hottest, ceiling } = searchedWords(profiles);
      return [...[profiles, units, hottest].map(figure), roughly(ceiling)];
    }),
  };
}
