import { SavedLeadSchema, SaveLeadInput } from "../../model/lead/lead-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute, type RouteExample } from "../define-route.ts";
import { EXAMPLE_PROFILE_ID } from "../example-ids.ts";

export const saveLeadRoute = defineRoute({
  id: "save-lead",
  resource: "leads",
  method: "POST",
  path: `${API_PREFIX}/public/save-contact`,
  auth: "caller",
  access: {
    table: [
      { actions: ["GetItem"], partitions: [PARTITION.slug, PARTITION.card] },
      { actions: ["ConditionCheckItem"], partitions: [PARTITION.card] },
      { actions: ["PutItem", "DeleteItem"], partitions: [PARTITION.lead] },
    ],
  },
  summary: "Leave a visitor's details with a profile's owner",
  description:
    "The visitor's own name and e-mail address become a lead of the profile's owner, with when and to what they agreed. The same visitor is one lead, and the answer is the same. A profile takes 500 a UTC day, of one caller 20; a caller may send 500 in all: 429 `daily_lead_limit_exceeded`.",
  body: {
    description: "The profile, the visitor, and that they agreed.",
    json: { contentTypes: ["application/json"], schema: SaveLeadInput },
  },
  responses: [{ status: 200, description: "The owner has it.", schema: SavedLeadSchema }],
  errors: [400, 404, 409, 410, 413, 415, 422],
});

export const saveLeadExample: RouteExample = {
  body: {
    profile_id: EXAMPLE_PROFILE_ID,
    name: "Ada Visitor",
    email: "ada.visitor@example.com",
    tos_consent: true,
  },
};
