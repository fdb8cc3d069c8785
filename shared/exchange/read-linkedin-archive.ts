import type { Imported } from "../model/exchange/imported.ts";
import { Problem } from "../model/problem.ts";
import { readTable } from "./csv-table.ts";
import { readMember } from "./linkedin-member.ts";
import { openArchive } from "./open-archive.ts";
import { type Part, type Raw, Reading } from "./reading.ts";

/** The files that are read, by their names without spaces; each has a column that tells it. */
const FILES = {
  "profile.csv": { title: "Profile.csv", column: "first name" },
  "profilesummary.csv": { title: "Profile Summary.csv", column: "profile summary" },
  "positions.csv": { title: "Positions.csv", column: "company name" },
  "education.csv": { title: "Education.csv", column: "school name" },
  "skills.csv": { title: "Skills.csv", column: "name" },
  "emailaddresses.csv": { title: "Email Addresses.csv", column: "email address" },
  "phonenumbers.csv": { title: "PhoneNumbers.csv", column: "number" },
} as const;

type FileName = keyof typeof FILES;

/**
 * The archive that LinkedIn gives its members: a ZIP of CSV files, of which those about the person
 * are read. Any of them may be missing.
 * @throws Problem `unreadable_archive`, `archive_too_large`, `archive_without_profile`
 */
export async function readLinkedinArchive(bytes: Uint8Array): Promise<Imported> {
  const { files, others } = await openArchive(bytes, (name) => {
    const key = name.toLowerCase().replaceAll(/[\s_]/g, "");
    return Object.hasOwn(FILES, key) ? key : undefined;
  });
  if (files.size === 0) throw withoutProfile(others);
  const reading = new Reading();
  const rowsOf = (name: FileName) => readRows(reading, name, files.get(name));
  const jobs = listOf(reading, "workExperiences", rowsOf("positions.csv"), readJob, JOB_COLUMNS);
  readMember(reading, rowsOf("profile.csv"), jobs);
  readSummary(reading, rowsOf("profilesummary.csv"));
  listOf(reading, "education", rowsOf("education.csv"), readSchool, SCHOOL_COLUMNS);
  readSkills(reading, rowsOf("skills.csv"));
  readEmails(reading, rowsOf("emailaddresses.csv"));
  readPhones(reading, rowsOf("phonenumbers.csv"));
  for (const path of others) reading.notes.leave(path, whyNotRead(path));
  return reading.imported();
}

function readRows(reading: Reading, name: FileName, bytes: Uint8Array | undefined): Part[] {
  if (!bytes) return [];
  const { title, column } = FILES[name];
  const { rows, isKnown } = readTable(bytes, column);
  if (!isKnown) reading.notes.leave(title, "Has none of the columns that it is known by.");
  return rows.map((row, index) => reading.part(withoutEntities(row), `${title}[${index}]`));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

/** Some of the texts are written as pages show them. */
function withoutEntities(row: Raw): Raw {
  const cells = Object.entries(row).map(([column, cell]) => [
    column,
    String(cell).replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (found) => ENTITIES[found] ?? found),
  ]);
  return Object.fromEntries(cells);
}

function withoutProfile(others: readonly string[]): Problem {
  const isNested = others.some((path) => path.toLowerCase().endsWith(".zip"));
  const advice = isNested ? " Send the archive that is within it." : "";
  const detail = `The archive has none of LinkedIn's files about a person, such as Profile.csv.${advice}`;
  return new Problem("invalid", "archive_without_profile", detail);
}

function whyNotRead(path: string): string {
  if (path.toLowerCase().endsWith(".zip")) return "An archive within the archive is not opened.";
  return "A profile has no field for what is in this file; it is not read.";
}

const JOB_COLUMNS: Readonly<Record<string, string>> = {
  jobTitle: "Title",
  company: "Company Name",
  location: "Location",
  startDate: "Started On",
  endDate: "Finished On",
  description: "Description",
};

const SCHOOL_COLUMNS: Readonly<Record<string, string>> = {
  institution: "School Name",
  degree: "Degree Name",
  startDate: "Start Date",
  endDate: "End Date",
  description: "Notes",
};

function readJob(row: Part): Raw {
  const entries = Object.entries(JOB_COLUMNS).map(([field, column]) => [field, row.take(column)]);
  return Object.fromEntries(entries);
}

/** Activities stand below the notes. */
function readSchool(row: Part): Raw {
  const texts = [row.take("Notes"), row.take("Activities", "Activities and Societies")];
  return {
    institution: row.take("School Name"),
    degree: row.take("Degree Name"),
    startDate: row.take("Start Date"),
    endDate: row.take("End Date"),
    description: texts.filter((text) => text !== undefined).join("\n"),
  };
}

function listOf(
  reading: Reading,
  section: string,
  rows: readonly Part[],
  read: (row: Part) => Raw,
  columns: Readonly<Record<string, string>>,
): readonly Raw[] {
  const entries = rows.map((row, index) => {
    const ours = `${section}[${index}]`;
    reading.name(ours, row.source);
    for (const [field, column] of Object.entries(columns)) {
      reading.name(`${ours}.${field}`, row.nameOf(column));
    }
    const entry = read(row);
    row.leaveRest();
    return entry;
  });
  reading.put(section, entries, section);
  return entries;
}

/** A file of its own, in some archives, for what others have in a column of Profile.csv. */
function readSummary(reading: Reading, rows: readonly Part[]): void {
  for (const row of rows) {
    if (reading.fields.bio === undefined) {
      const column = "Profile Summary";
      reading.put("bio", row.take(column), row.nameOf(column));
    }
    row.leaveRest({ "Profile Summary": "A profile has one summary." });
  }
}

function readSkills(reading: Reading, rows: readonly Part[]): void {
  const skills = rows.map((row, index) => {
    reading.name(`skills[${index}]`, row.nameOf("Name"));
    const skill = row.take("Name");
    row.leaveRest();
    return skill;
  });
  reading.put("skills", skills, "Skills.csv");
}

/** The one that LinkedIn writes to first, then those that were confirmed. */
function readEmails(reading: Reading, rows: readonly Part[]): void {
  const rank = (row: Part) =>
    isYes(row.take("Primary")) ? 0 : isYes(row.take("Confirmed")) ? 1 : 2;
  putRanked(reading, "contactEmail", "Email Address", rows, rank, [
    "Primary",
    "Confirmed",
    "Updated On",
  ]);
}

function readPhones(reading: Reading, rows: readonly Part[]): void {
  const rank = (row: Part) => (/mobile/i.test(String(row.take("Type"))) ? 0 : 1);
  putRanked(reading, "contactPhone", "Number", rows, rank, ["Type"]);
}

/** @param about columns that only say which of several it is */
function putRanked(
  reading: Reading,
  field: string,
  column: string,
  rows: readonly Part[],
  rank: (row: Part) => number,
  about: readonly string[],
): void {
  const ranked = rows.toSorted((a, b) => rank(a) - rank(b));
  const values = ranked.map((row, index) => {
    reading.name(`${field}[${index}]`, row.nameOf(column));
    for (const name of about) row.take(name);
    const value = row.take(column);
    row.leaveRest({ Extension: "A profile holds a number without its extension." });
    return value;
  });
  reading.put(field, values, column);
}

function isYes(value: unknown): boolean {
  return /^(?:yes|true|ja|oui|s[ií])$/i.test(String(value).trim());
}
