import { BLANK } from "../../../shared/pages/reference-blanks.ts";

/** In the place of the reader's own. */
export const TOKEN_BLANK = "paste-your-token-or-key";

/** A published profile in three languages. A test runs each as the page shows it. */
export const SNIPPETS = {
  curl: `API=${BLANK.address}
TOKEN=${TOKEN_BLANK}

PROFILE=$(curl -sS --fail-with-body "$API/api/v1/profiles" -H "Authorization: Bearer $TOKEN" \\
  -F name="Jane Doe" -F title="Realtor" -F bio="Homes by the sea.") || echo "$PROFILE"
ID=$(echo "$PROFILE" | grep -o '"id":"[^"]*"' | head -n 1 | cut -d '"' -f 4)
curl -sS --fail-with-body -o /dev/null -X POST "$API/api/v1/profiles/$ID/publish" \\
  -H "Authorization: Bearer $TOKEN" && echo "$API/p/$ID"
`,
  install: `npm init -y
npm install ${BLANK.address}/docs/client.tgz
`,
  typescript: `import { createClient } from "@profiles-api/client";

const url = "${BLANK.address}";
const api = createClient({ url, credential: "${TOKEN_BLANK}" });

const profile = await api.profiles.createProfile({
  name: "Jane Doe",
  title: "Realtor",
  bio: "Homes by the sea.",
});
const { slug } = await api.profiles.publishProfile(profile);
console.log(\`\${url}/p/\${slug}\`);
`,
  python: `import json
from urllib.request import Request, urlopen

API = "${BLANK.address}"
TOKEN = "${TOKEN_BLANK}"


def call(method, path, body=None):
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(API + path, data, headers, method=method)) as answer:
        return json.load(answer)


profile = call("POST", "/api/v1/profiles", {"name": "Jane Doe", "title": "Realtor"})
published = call("POST", f"/api/v1/profiles/{profile['id']}/publish")
print(f"{API}/p/{published['slug']}")
`,
} as const;
