import { expect, test } from "vitest";
import { readLinkedinArchive } from "../../../shared/exchange/read-linkedin-archive.ts";
import { zip } from "./fixture-files.ts";

type Contents = Readonly<Record<string, string | Uint8Array>>;

/** What is read of an archive with these files. */
const read = (contents: Contents) =>
  readLinkedinArchive(
    zip(
      Object.fromEntries(
        Object.entries(contents).map(([name, content]) => [name, Buffer.from(content as string)]),
      ),
    ),
  );

const PROFILE = "First Name,Last Name,Headline\n";
const JOBS = "Company Name,Title,Started On,Finished On\n";

test.each([
  ["latin-1", Buffer.from(`${PROFILE}Zo\xeb,M\xfcller`, "latin1")],
  ["UTF-8 with a mark", Buffer.from(`\ufeff${PROFILE}Zoë,Müller`)],
  ["UTF-16 without a mark", Buffer.from(`${PROFILE}Zoë,Müller`, "utf16le")],
  ["lines of old Macs", Buffer.from(`${PROFILE}Zoë,Müller`.replaceAll("\n", "\r"))],
  ["quotes around every cell", Buffer.from('"First Name","Last Name"\r\n"Zoë","Müller"\r\n')],
  ["notes above", Buffer.from(`Notes:\n"Two\nlines"\n\n\n${PROFILE}Zoë,Müller`)],
  ["columns in other places", Buffer.from("Last Name , First Name\nMüller,Zoë")],
])("a file in %s", async (_, bytes) => {
  const { fields, left } = await read({ "export/Profile.csv": bytes });
  expect(fields).toEqual({ name: "Zoë Müller" });
  expect(left).toEqual([]);
});

test.each([
  ["of the present job", "X,Boss,2020,\n", "Boss at X", { title: "Boss", company: "X" }],
  [
    "of the first present job",
    "Y,Old,2010,2012\nX,Boss,2020,Present\n",
    "",
    { title: "Boss", company: "X" },
  ],
  [
    "with a headline that says more",
    "X,Boss,2020,\n",
    "Bread!",
    { title: "Boss", company: "X", headline: "Bread!" },
  ],
  ["of the headline", "Y,Old,2010,2012\n", "Baker", { title: "Baker" }],
  ["of the last job", "Y,Old,2010,2012\n", "", { title: "Old" }],
])("the title is that %s", async (_, jobs, headline, title) => {
  const { fields } = await read({
    "Profile.csv": `${PROFILE}Jane,Doe,${headline}`,
    "Positions.csv": JOBS + jobs,
  });
  const { workExperiences, ...others } = fields;
  expect(others).toEqual({ name: "Jane Doe", ...title });
});

test("any file may be missing", async () => {
  const { fields } = await read({ "Skills.csv": "Name\nLaw &amp; order\n" });
  expect(fields).toEqual({ skills: ["Law & order"] });
});

test("the summary may stand in a file of its own", async () => {
  const { fields } = await read({ "Profile Summary.csv": 'Profile Summary\n"One\n\nTwo"\n' });
  expect(fields).toEqual({ bio: "One\n\nTwo" });
});

test("links are those of every list", async () => {
  const lists =
    '"[PERSONAL:https://a.example/?x=1,2,RSS_FEED:b.example,OTHER:https://c.example]","[@jane,doe]"';
  const { fields } = await read({
    "Profile.csv": `First Name,Websites,Twitter Handles\nJane,${lists}`,
  });
  expect(fields.socialLinks).toEqual([
    { url: "https://a.example/?x=1,2" },
    { url: "b.example" },
    { url: "https://c.example" },
    { platform: "x", url: "@jane" },
    { platform: "x", url: "@doe" },
  ]);
});

test("columns without a name, and files that are something else, are told", async () => {
  const { fields, left } = await read({
    "Profile.csv": "First Name,,First Name\nJane,a,b,c\nJohn",
    "Skills.csv": "No conversations found",
    "messages.csv": "FROM,TO\nJane,John",
  });
  expect(fields).toEqual({ name: "Jane" });
  expect(left.map(({ field }) => field)).toEqual([
    ...["Profile.csv[0].column 2", "Profile.csv[0].column 3", "Profile.csv[0].column 4"],
    ...["Profile.csv[1]", "Skills.csv", "messages.csv"],
  ]);
});
