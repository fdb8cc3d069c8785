import { saysNothing, writtenText } from "../model/exchange/fit-text.ts";
import { goesOn } from "../model/exchange/read-date.ts";
import { LIMITS } from "../model/profile/limits.ts";
import { codePoints } from "../model/text.ts";
import type { Part, Raw, Reading } from "./reading.ts";

interface Link {
  readonly platform: string | undefined;
  readonly url: string;
}

/** Who the member is: the one row of Profile.csv, beside the jobs of Positions.csv. */
export function readMember(reading: Reading, rows: readonly Part[], jobs: readonly Raw[]): void {
  const [row, ...others] = rows;
  if (row) {
    const names = [row.take("First Name"), row.take("Last Name")];
    const name = names.map((part) => writtenText(part)?.trim() ?? "").filter(Boolean);
    reading.put("name", name.join(" "), row.nameOf("First Name"));
    reading.put("bio", row.take("Summary"), row.nameOf("Summary"));
    reading.put("location", row.take("Geo Location"), row.nameOf("Geo Location"));
    reading.put("vertical", row.take("Industry"), row.nameOf("Industry"));
    readLinks(reading, row);
  }
  readTitle(reading, row, jobs);
  row?.leaveRest({
    Address: "A profile tells the place, and no street.",
    "Zip Code": "A profile tells the place, and no postal code.",
  });
  for (const other of others) reading.notes.leave(other.source, "A profile is of one person.");
}

/**
 * Title and company are those of the present job. The headline is kept beside them where it says
 * more; without a present job it is the title.
 */
function readTitle(reading: Reading, row: Part | undefined, jobs: readonly Raw[]): void {
  const at = jobs.findIndex(({ jobTitle, endDate }) => goesOn(endDate) && !saysNothing(jobTitle));
  const present = jobs[at];
  const headline = writtenText(row?.take("Headline"))?.trim() ?? "";
  const source = row?.nameOf("Headline") ?? "";
  if (!present) {
    reading.put(
      "title",
      headline || jobs[0]?.jobTitle,
      headline ? source : "Positions.csv[0].Title",
    );
    if (codePoints(headline) > LIMITS.line) reading.put("headline", headline, source);
    return;
  }
  const [title, company] = [present.jobTitle, present.company].map(
    (value) => writtenText(value)?.trim() ?? "",
  );
  reading.put("title", title, `Positions.csv[${at}].Title`);
  reading.put("company", company, `Positions.csv[${at}].Company Name`);
  // This is what a headline says as long as nobody writes one.
  if (headline !== title && headline !== `${title} at ${company}`) {
    reading.put("headline", headline, source);
  }
}

/** `[PERSONAL:https://a.example,BLOG:https://b.example]` and `[jane]`. */
function readLinks(reading: Reading, row: Part): void {
  const websites = listed(row.take("Websites"), /,(?=\s*[A-Z_ ]{2,20}:)/).map((item): Link => {
    return { platform: undefined, url: item.replace(/^[A-Z_ ]{2,20}:/, "") };
  });
  const handles = listed(row.take("Twitter Handles"), /,/).map(
    (handle): Link => ({ platform: "x", url: `@${handle.replace(/^@/, "")}` }),
  );
  const links = [...websites, ...handles];
  for (const index of links.keys()) {
    const column = index < websites.length ? "Websites" : "Twitter Handles";
    reading.name(`socialLinks[${index}]`, row.nameOf(column));
  }
  reading.put("socialLinks", links, row.nameOf("Websites"));
}

/** The items of a cell that holds a list. */
function listed(cell: unknown, comma: RegExp): string[] {
  const text = writtenText(cell)?.trim().replace(/^\[/, "").replace(/\]$/, "") ?? "";
  return text
    .split(comma)
    .map((item) => item.trim())
    .filter(Boolean);
}
