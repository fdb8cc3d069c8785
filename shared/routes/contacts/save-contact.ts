import { ContactSchema, SaveContactInput } from "../../model/contact/contact-schema.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute, type RouteExample } from "../define-route.ts";
import { EXAMPLE_PROFILE_ID } from "../example-ids.ts";

export const saveContactRoute = defineRoute({
  id: "save-contact",
  resource: "contacts",
  method: "POST",
  path: `${API_PREFIX}/contacts`,
  auth: "caller",
  access: {
    table: [
      { actions: ["BatchGetItem"], partitions: [PARTITION.card] },
      { actions: ["PutItem", "UpdateItem"], partitions: [PARTITION.user] },
    ],
    analytics: "events",
  },
  summary: "Save a published profile as a contact",
  description:
    "Saving a profile again changes nothing and answers the contact there is. The account's plan limits how many there may be: 409 `contact_limit_reached`.",
  body: {
    description: "The profile, and where it was found.",
    json: { contentTypes: ["application/json"], schema: SaveContactInput },
  },
  responses: [
    { status: 201, description: "Saved.", schema: ContactSchema },
    { status: 200, description: "It was saved before.", schema: ContactSchema },
  ],
  errors: [400, 404, 409, 413, 415, 422],
});

export const saveContactExample: RouteExample = {
  body: { profileId: EXAMPLE_PROFILE_ID, source: "qr_scan" },
};
