import { saysNothing, writtenText } from "../model/exchange/fit-text.ts";
import type { Imported } from "../model/exchange/imported.ts";
import { Problem } from "../model/problem.ts";
import { readBasics } from "./json-resume-basics.ts";
import { isRaw, type Part, type Raw, Reading } from "./reading.ts";

/** Sections of the schema, by which a resume is known. A profile has a place for the first three. */
const SECTIONS = [
  ...["work", "education", "skills", "volunteer", "awards", "certificates", "publications"],
  ...["languages", "interests", "references", "projects"],
];

/** @returns whether an object has the shape of a JSON Resume */
export function isJsonResume(raw: Raw): boolean {
  const has = (name: string) => Object.hasOwn(raw, name);
  if (has("basics") && isRaw(raw.basics)) return true;
  return SECTIONS.some((name) => has(name) && Array.isArray(raw[name]));
}

/**
 * A JSON Resume (jsonresume.org/schema) of any version: names of earlier ones are read as well.
 * @throws Problem `unreadable_resume`
 */
export function readJsonResume(raw: Raw): Imported {
  if (!isJsonResume(raw)) {
    const detail = "The document is neither a JSON Resume nor a profile that was exported here.";
    throw new Problem("invalid", "unreadable_resume", detail);
  }
  const reading = new Reading();
  const root = reading.part(raw, "");
  root.take("$schema");
  const jobs = entriesOf(reading, root, "work", "workExperiences", readJob);
  readBasics(reading, root.takePart("basics"), jobs);
  entriesOf(reading, root, "education", "education", readSchool);
  readSkills(reading, root);
  root.leaveRest({ meta: "Tells how the document was made, and nothing of the person." });
  return reading.imported();
}

function readJob(job: Part): Raw {
  return {
    jobTitle: job.take("position"),
    company: job.take("name", "company"),
    location: job.take("location"),
    startDate: job.take("startDate"),
    endDate: job.take("endDate"),
    description: withPoints(job, "highlights"),
  };
}

function readSchool(school: Part): Raw {
  return {
    institution: school.take("institution"),
    degree: school.take("studyType"),
    fieldOfStudy: school.take("area"),
    startDate: school.take("startDate"),
    endDate: school.take("endDate"),
    description: withPoints(school, "courses"),
  };
}

/** The summary with a list below it, a line for each point. */
function withPoints(entry: Part, name: string): unknown {
  const summary = entry.take("summary");
  const points = entry.takeList(name);
  const lines = points.map((point) => writtenText(point)?.trim() ?? "");
  for (const [index, point] of points.entries()) {
    const isLost = lines[index] === "" && !saysNothing(point);
    if (isLost) entry.leave(`${name}[${index}]`, "Is not a text.");
  }
  const listed = lines.filter(Boolean).map((line) => `- ${line}`);
  if (listed.length === 0) return summary;
  const start = writtenText(summary)?.trim();
  return [...(start ? [start] : []), ...listed].join("\n");
}

/** Names of the schema that are not ours. */
const NAMES: Readonly<Record<string, string>> = {
  jobTitle: "position",
  company: "name",
  description: "summary",
  degree: "studyType",
  fieldOfStudy: "area",
};

function entriesOf(
  reading: Reading,
  root: Part,
  name: string,
  section: string,
  read: (part: Part) => Raw,
): readonly Raw[] {
  const entries = root.takeList(name).map((raw, index) => {
    const source = `${name}[${index}]`;
    const ours = `${section}[${index}]`;
    reading.name(ours, source);
    if (!isRaw(raw)) return raw;
    const part = reading.part(raw, source);
    const entry = read(part);
    for (const field of Object.keys(entry)) {
      reading.name(`${ours}.${field}`, `${source}.${NAMES[field] ?? field}`);
    }
    part.leaveRest();
    return entry;
  });
  reading.put(section, entries, name);
  return entries.map((entry) => (isRaw(entry) ? entry : {}));
}

/** A skill of the schema is a group with a name and keywords; each of them is one of ours. */
function readSkills(reading: Reading, root: Part): void {
  const skills: unknown[] = [];
  const add = (skill: unknown, source: string) => {
    if (saysNothing(skill)) return;
    reading.name(`skills[${skills.length}]`, source);
    skills.push(skill);
  };
  for (const [index, raw] of root.takeList("skills").entries()) {
    const source = `skills[${index}]`;
    if (!isRaw(raw)) {
      add(raw, source);
      continue;
    }
    const group = reading.part(raw, source);
    add(group.take("name"), `${source}.name`);
    for (const [at, keyword] of group.takeList("keywords").entries()) {
      add(keyword, `${source}.keywords[${at}]`);
    }
    group.leaveRest({ level: "A profile has skills without a level." });
  }
  if (skills.length > 0) reading.fields.skills = skills;
}
