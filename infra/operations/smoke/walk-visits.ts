import { getContactRoute } from "../../../shared/routes/contacts/get-contact.ts";
import { listScansRoute } from "../../../shared/routes/contacts/list-scans.ts";
import { recordScanRoute } from "../../../shared/routes/contacts/record-scan.ts";
import { deleteLeadRoute } from "../../../shared/routes/leads/delete-lead.ts";
import { listLeadsRoute } from "../../../shared/routes/leads/list-leads.ts";
import { saveLeadRoute } from "../../../shared/routes/leads/save-lead.ts";
import { getAnalyticsSummaryRoute } from "../../../shared/routes/mcp/get-analytics-summary.ts";
import { getMcpContactRoute } from "../../../shared/routes/mcp/get-mcp-contact.ts";
import { getMcpProfileRoute } from "../../../shared/routes/mcp/get-mcp-profile.ts";
import { listMcpContactsRoute } from "../../../shared/routes/mcp/list-mcp-contacts.ts";
import { getPublicProfileRoute } from "../../../shared/routes/profiles/get-public-profile.ts";
import { publishProfileRoute } from "../../../shared/routes/profiles/publish-profile.ts";
import { unpublishProfileRoute } from "../../../shared/routes/profiles/unpublish-profile.ts";
import type { Caller } from "./api-caller.ts";
import { expectEqual, expectError, expectStatus, expectThat } from "./expectations.ts";
import { DOCUMENT } from "./facts.ts";
import { every, seconds, type WalkContext } from "./walk-context.ts";

const SPANS = { document: DOCUMENT.table, spansPartitions: true } as const;

/** A published profile, and the contact that somebody saved it as. */
export interface VisitedProfile {
  readonly profileId: string;
  readonly contactId: string;
}

/** What others leave at a profile and see of it, as MCP servers ask for it too. */
export async function walkVisits(
  context: WalkContext,
  visited: VisitedProfile,
  saver: Caller,
): Promise<void> {
  const { profileId } = visited;
  await walkMcp(context, visited, saver);
  await walkLead(context, profileId, saver);
  await walkSummary(context, profileId);
  await walkScan(context, profileId, saver);
  await walkNoLeadWhileHidden(context, profileId, saver);
}

async function walkMcp(
  { facts, owner }: WalkContext,
  { profileId, contactId }: VisitedProfile,
  saver: Caller,
): Promise<void> {
  const contact = { params: { contact_id: contactId } };
  await facts.check(
    "the contact is there by its id, and in the shape of MCP servers",
    {},
    async () => {
      const { json } = expectStatus(await saver.call(getContactRoute, contact), 200);
      expectEqual("profileId", json.profileId, profileId);
      const { json: one } = expectStatus(await saver.call(getMcpContactRoute, contact), 200);
      expectEqual(
        "profile, e-mail and links",
        [one.profileId, one.email, one.socialLinks],
        [...[profileId, null, []]],
      );
      const { json: list } = expectStatus(await saver.call(listMcpContactsRoute), 200);
      expectEqual("the newest", list.contacts[0], one);
    },
  );
  await facts.check("the account's primary profile is there for MCP servers", {}, async () => {
    const { json } = expectStatus(await owner.call(getMcpProfileRoute), 200);
    expectThat(Array.isArray(json.skills), "a list of skills", json);
  });
}

async function walkScan({ facts, owner }: WalkContext, profileId: string, saver: Caller) {
  await facts.check("a scan of it is recorded (several partitions)", SPANS, async () => {
    const json = { profileId, source: "qr_scan" };
    const { json: scan } = expectStatus(await saver.call(recordScanRoute, { json }), 201);
    const { json: list } = expectStatus(await owner.call(listScansRoute), 200);
    expectEqual("the newest", list.scans[0], scan);
  });
}

async function walkNoLeadWhileHidden(
  { facts, owner }: WalkContext,
  profileId: string,
  saver: Caller,
) {
  await facts.must("unpublished it takes no lead; published it does again", SPANS, async () => {
    const call = { params: { profile_id: profileId } };
    expectStatus(await owner.call(unpublishProfileRoute, call), 200);
    expectError(await saver.call(saveLeadRoute, leadFor(profileId)), 404, "profile_not_found");
    return expectStatus(await owner.call(publishProfileRoute, call), 200);
  });
}

/** What else calls is taken for a program, and not counted. */
const BROWSER = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0" };

/** Longest that a view may take to be counted, in milliseconds. */
const LONGEST = 15_000;

async function walkSummary(context: WalkContext, profileId: string): Promise<void> {
  const { facts, nobody, owner, until, onLaptop } = context;
  const summary = async () => {
    const answer = await owner.call(getAnalyticsSummaryRoute, { query: { profileId } });
    // A deployment with `analytics` off counts nothing, and says so.
    return answer.json?.code === "analytics_off" ? undefined : expectStatus(answer, 200).json;
  };
  await facts.check("a view of it is counted, where views are counted", {}, async (note) => {
    if (!(await summary())) return note("they are not: analytics is off");
    const params = { identifier: profileId };
    expectStatus(await nobody.call(getPublicProfileRoute, { params, headers: BROWSER }), 200);
    const pauses = every(onLaptop ? 200 : 1_000, { upTo: LONGEST });
    const counted = await until(pauses, async () =>
      (await summary()).totalViews > 0 ? true : undefined,
    );
    expectThat(counted !== undefined, `counted within ${seconds(LONGEST)}`, await summary());
  });
}

/** Details under a domain that nobody can have (RFC 2606). */
function leadFor(profile_id: string) {
  const visitor = { name: "Smoke Visitor", email: "visitor@smoke.invalid", tos_consent: true };
  return { json: { ...visitor, profile_id } };
}

async function walkLead({ facts, owner }: WalkContext, profileId: string, visitor: Caller) {
  await facts.check("a visitor's details are one lead (several partitions)", SPANS, async () => {
    for (const _ of ["first", "second"]) {
      const { json } = expectStatus(await visitor.call(saveLeadRoute, leadFor(profileId)), 200);
      expectEqual("answer", json, { contactSaved: true });
    }
    const leads = async () => {
      const { json } = expectStatus(await owner.call(listLeadsRoute), 200);
      return json.leads.filter((lead: { profileId: string }) => lead.profileId === profileId);
    };
    const [lead, ...others] = await leads();
    expectEqual("further leads", others, []);
    expectThat(typeof lead?.consentedAt === "string", "when the visitor agreed", lead);
    const params = { lead_id: lead.id };
    expectStatus(await owner.call(deleteLeadRoute, { params }), 204);
    expectEqual("leads", await leads(), []);
  });
}
