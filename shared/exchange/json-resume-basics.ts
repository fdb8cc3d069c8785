import { writtenText } from "../model/exchange/fit-text.ts";
import { goesOn } from "../model/exchange/read-date.ts";
import { PHOTO_ELSEWHERE, photoInUri } from "./embedded-photo.ts";
import { isRaw, type Part, type Raw, type Reading } from "./reading.ts";

/** Who the person is: all but the jobs, schools and skills of a JSON Resume. */
export function readBasics(reading: Reading, basics: Part, jobs: readonly Raw[]): void {
  const put = (field: string, ...names: readonly string[]) =>
    reading.put(field, basics.take(...names), basics.placeOf(...names));
  put("name", "name");
  put("title", "label");
  put("bio", "summary");
  put("contactEmail", "email");
  put("contactPhone", "phone");
  readPresentJob(reading, jobs);
  readPlace(reading, basics);
  readPicture(reading, basics);
  readLinks(reading, basics);
  basics.leaveRest();
}

/** A resume has no company of its own, and its title may be missing: the present job tells them. */
function readPresentJob(reading: Reading, jobs: readonly Raw[]): void {
  const present = jobs.findIndex(({ endDate }) => goesOn(endDate));
  const latest = present < 0 ? 0 : present;
  if (present >= 0) reading.put("company", jobs[present]?.company, `work[${present}].name`);
  const title = writtenText(jobs[latest]?.jobTitle);
  if (reading.fields.title !== undefined || title === undefined) return;
  reading.put("title", title, `work[${latest}].position`);
  const why = "The document has no title by itself: this is the one of the latest job.";
  reading.notes.change("title", title, title, why);
}

/** City, region and country in one line. */
function readPlace(reading: Reading, basics: Part): void {
  const whole = basics.take("location");
  if (!isRaw(whole)) {
    reading.put("location", whole, basics.nameOf("location"));
    return;
  }
  const place = reading.part(whole, basics.nameOf("location"));
  const parts = ["city", "region", "countryCode"].map((name) => place.take(name));
  const words = parts.map((part) => writtenText(part)?.trim() ?? "");
  for (const [index, part] of parts.entries()) {
    if (part === undefined || words[index]) continue;
    reading.notes.leave(place.source, "One of its parts is not a text.");
  }
  reading.put("location", words.filter(Boolean).join(", "), place.source);
  place.leaveRest({
    address: "A profile tells the place, and no street.",
    postalCode: "A profile tells the place, and no postal code.",
  });
}

function readPicture(reading: Reading, basics: Part): void {
  const names = ["image", "picture"];
  const picture = basics.take(...names);
  if (picture === undefined) return;
  reading.photo = photoInUri(picture);
  if (reading.photo) reading.name("photo", basics.placeOf(...names));
  else reading.notes.leave(basics.placeOf(...names), PHOTO_ELSEWHERE);
}

/** Accounts elsewhere, and before them the person's own page if it is not among them. */
function readLinks(reading: Reading, basics: Part): void {
  const accounts = basics.takeList("profiles").map((raw, index) => {
    const source = `${basics.nameOf("profiles")}[${index}]`;
    if (!isRaw(raw)) return { link: raw, source };
    const account = reading.part(raw, source);
    const [platform, username] = [account.take("network"), account.take("username")];
    const link = { platform, url: account.take("url"), username };
    account.leaveRest();
    return { link, source };
  });
  const page = basics.take("url", "website");
  const isListed = accounts.some(({ link }) => isRaw(link) && link.url === page);
  const own = {
    link: { platform: "website", url: page },
    source: basics.placeOf("url", "website"),
  };
  const all = page === undefined || isListed ? accounts : [own, ...accounts];
  for (const [index, { source }] of all.entries()) {
    reading.name(`socialLinks[${index}]`, source);
    reading.name(`socialLinks[${index}].platform`, `${source}.network`);
  }
  reading.put(
    "socialLinks",
    all.map(({ link }) => link),
    "basics.profiles",
  );
}
