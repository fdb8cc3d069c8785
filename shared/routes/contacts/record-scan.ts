import { RecordScanInput, ScanSchema } from "../../model/contact/scan-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute, type RouteExample } from "../define-route.ts";
import { EXAMPLE_PROFILE_ID } from "../example-ids.ts";

export const recordScanRoute = defineRoute({
  id: "record-scan",
  resource: "contacts",
  method: "POST",
  path: `${API_PREFIX}/contacts/scans`,
  auth: "caller",
  access: {
    table: [
      { actions: ["GetItem", "ConditionCheckItem"], partitions: [PARTITION.card] },
      { actions: ["PutItem"], partitions: [PARTITION.scan] },
    ],
    analytics: "events",
  },
  summary: "Record that a profile was scanned",
  description:
    "An event of a published profile, for its owner, who is not told by whom. A profile takes 5,000 a UTC day, and a caller may send 1,000: 429 `daily_scan_limit_exceeded`.",
  body: {
    description: "The profile, and where it was scanned.",
    json: { contentTypes: ["application/json"], schema: RecordScanInput },
  },
  responses: [{ status: 201, description: "Recorded.", schema: ScanSchema }],
  errors: [400, 404, 409, 410, 413, 415, 422],
});

export const recordScanExample: RouteExample = {
  body: { profileId: EXAMPLE_PROFILE_ID, source: "qr_scan" },
};
