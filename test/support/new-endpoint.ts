/** An endpoint as a newcomer would add it: README.md, "To add an endpoint". */

const ROUTE = `import * as z from "zod/mini";
import { PARTITION } from "../../persistence/keys.ts";
import { API_PREFIX } from "../api-prefix.ts";
import { defineRoute, type RouteExample } from "../define-route.ts";
import { ProfileParams } from "./profile-params.ts";

export const createGreetingRoute = defineRoute({
  id: "create-greeting",
  resource: "profiles",
  method: "POST",
  path: \`\${API_PREFIX}/profiles/{profile_id}/greetings\`,
  auth: "caller",
  access: {
    table: [
      { actions: ["Query"], partitions: [PARTITION.user] },
      { actions: ["GetItem"], partitions: [PARTITION.card] },
    ],
  },
  summary: "Greet somebody",
  description: "In the name of the profile.",
  params: ProfileParams,
  body: {
    description: "Whom to greet.",
    json: { contentTypes: ["application/json"], schema: z.strictObject({ visitor: z.string() }) },
  },
  responses: [
    { status: 200, description: "The greeting.", schema: z.object({ text: z.string() }) },
  ],
  errors: [400, 404, 413, 415, 422],
});

export const createGreetingExample: RouteExample = { body: { visitor: "Joe" } };
`;

const FUNCTION = `import { getProfile } from "../../shared/domain/profile/read-profiles.ts";
import { createHandler } from "../../shared/http/create-handler.ts";
import { createGreetingRoute } from "../../shared/routes/profiles/create-greeting.ts";

export const handler = createHandler(createGreetingRoute, async ({ account, params, body }) => {
  const { name } = await getProfile(account, params.profile_id);
  return { status: 200, body: { text: \`Hello \${body.visitor}, I am \${name}.\` } };
});
`;

const BUDGET = `  "create-greeting": [
    {
      documented: "POST /profiles/{id}/greetings",
      operations: ["Query"],
      prepare:
        async ({ api, path }) =>
        () =>
          api.post(\`\${path}/greetings\`, { visitor: "Joe" }),
    },
  ],`;

/** Files to write, by path in the repository. */
export const NEW_FILES: Readonly<Record<string, string>> = {
  "shared/routes/profiles/create-greeting.ts": ROUTE,
  "functions/profiles/create-greeting.ts": FUNCTION,
};

/** Lines to add to a file, each before one that is there. */
export const NEW_LINES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  "shared/routes/route-table.ts": [
    [
      "import { createProfileRoute }",
      'import { createGreetingRoute } from "./profiles/create-greeting.ts";',
    ],
    ["  createProfileRoute,", "  createGreetingRoute,"],
  ],
  "shared/routes/example-table.ts": [
    [
      "import { createProfileExample }",
      'import { createGreetingExample } from "./profiles/create-greeting.ts";',
    ],
    ['  "create-profile": ', '  "create-greeting": createGreetingExample,'],
  ],
  "test/e2e/budgets/profile-budgets.ts": [['  "create-profile": [', BUDGET]],
  "docs/access-patterns.md": [
    ["| GET /profiles/all |", "| POST /profiles/{id}/greetings | 1 Query | – |"],
  ],
};
