import { type FieldIssue, invalid } from "../problem.ts";
import type { CreateProfileInput } from "../profile/create-profile-input.ts";
import { inOrder } from "../profile/entry-order.ts";
import type { ListedEntry } from "../profile/entry-schemas.ts";
import { replaceSections } from "../profile/replace-sections.ts";
import { noEntries, type Sections } from "../profile/sections/section-models.ts";
import type { DocumentFields } from "./import-change.ts";
import type { ImportChange } from "./imported.ts";

/** What a new draft is made of. */
export interface ImportedDraft {
  readonly input: CreateProfileInput;
  readonly sections: Sections;
  readonly changed: readonly ImportChange[];
}

type Job = ListedEntry<"workExperiences">;

/**
 * A draft of what a document has. A profile needs a title: where the document says none, it is that of
 * the newest job.
 * @throws Problem `invalid` `missing` where the document has no name, or no title and no job
 */
export function importDraft(fields: DocumentFields): ImportedDraft {
  const { workExperiences, education, socialLinks, ...rest } = fields;
  const job = rest.title === undefined ? newestJob(workExperiences ?? []) : undefined;
  const { name, title = job?.jobTitle } = rest;
  const issues = [
    ...(name === undefined ? [missing("name", "The document has no name.")] : []),
    ...(title === undefined ? [missing("title", "The document has no title, and no job.")] : []),
  ];
  if (name === undefined || title === undefined) throw invalid(issues);
  return {
    input: { ...rest, name, title },
    sections: replaceSections(noEntries(), { workExperiences, education, socialLinks }),
    changed: job ? [{ field: "title", from: "", to: job.jobTitle, why: FROM_JOB }] : [],
  };
}

const FROM_JOB = "The document has no title; this is that of the newest job.";

/** One that goes on, or else the one that began last. */
function newestJob(jobs: readonly Job[]): Job | undefined {
  const [newest] = jobs.toSorted(
    (a, b) =>
      Number(a.endDate !== null) - Number(b.endDate !== null) || inOrder(b.startDate, a.startDate),
  );
  return newest;
}

function missing(field: string, msg: string): FieldIssue {
  return { path: [field], msg, type: "missing" };
}
