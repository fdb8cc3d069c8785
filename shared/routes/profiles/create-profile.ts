import { PHOTO_PREFIX } from "../../model/photo/photo-key.ts";
import { CreateProfileInput, createProfileForm } from "../../model/profile/create-profile-input.ts";
import { ProfileSchema } from "../../model/profile/profile-schema.ts";
import { READ_ONLY_FIELDS } from "../../model/profile/read-only-fields.ts";
import { PARTITION } from "../../persistence/keys.ts";
import { ETAG_HEADER } from "../answer-headers.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute, type RouteExample } from "../define-route.ts";
import { PHOTO_PART } from "./photo-part.ts";

export const createProfileRoute = defineRoute({
  id: "create-profile",
  resource: "profiles",
  method: "POST",
  path: `${API_PREFIX}/profiles`,
  auth: "caller",
  access: {
    table: [
      { actions: ["Query", "PutItem", "UpdateItem"], partitions: [PARTITION.user] },
      { actions: ["GetItem", "PutItem"], partitions: [PARTITION.card] },
      { actions: ["PutItem", "UpdateItem"], partitions: [PARTITION.slug] },
    ],
    photos: [{ actions: ["PutObject", "DeleteObject"], prefix: PHOTO_PREFIX }],
  },
  summary: "Create a profile",
  description:
    "Creates a draft. The account's first profile becomes its primary one. The slug is made from the name.",
  body: {
    description: "The profile, as a form with an optional photo, or as JSON without one.",
    json: { contentTypes: ["application/json"], schema: CreateProfileInput },
    form: {
      // Made when a form comes.
      get schema() {
        return createProfileForm();
      },
      listFields: ["skills"],
      file: PHOTO_PART,
    },
    readOnlyFields: READ_ONLY_FIELDS,
  },
  responses: [
    {
      status: 201,
      description: "The new profile.",
      schema: ProfileSchema,
      headers: { ...ETAG_HEADER, Location: "Address of the new profile." },
    },
  ],
  errors: [400, 409, 413, 415, 422],
});

export const createProfileExample: RouteExample = {
  body: {
    name: "Jane Doe",
    title: "Senior Realtor",
    company: "Harbour & Hill Realty",
    bio: "Fifteen years of homes by the sea. I help families find the place they stay in, and tell them when it is not that one. Certified negotiator, mother of two, and on the water whenever the wind allows it.",
    location: "Lisbon, Portugal",
    vertical: "real-estate",
    skills: ["Negotiation", "Staging", "Valuation", "Contracts", "Portuguese", "English"],
    contactEmail: "jane@example.com",
    contactPhone: "+351210000000",
    showEmail: true,
    mcpDiscoverable: true,
  },
};
