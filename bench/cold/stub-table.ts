import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { Profile } from "../../shared/domain/profile/profile.ts";
import { rootItem } from "../../shared/persistence/profile-item.ts";

export const stubProfile: Profile = {
  id: "01920000-0000-7000-8000-000000000001",
  owner: "bench",
  slug: "jane-doe",
  name: "Jane Doe",
  title: "Realtor",
  company: "Acme",
  bio: "Homes by the sea.",
  location: "Lisbon",
  vertical: "real-estate",
  customHeadline: "",
  skills: ["negotiation", "staging"],
  contactEmail: null,
  contactPhone: null,
  showEmail: false,
  showPhone: false,
  socialLinks: [],
  workExperiences: [],
  education: [],
  isPublic: true,
  wasPublic: true,
  isPrimary: true,
  photo: null,
  photoRequest: "",
  version: 1,
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:00:00.000Z",
};

/** Answers a Query with one stored profile, and a count with 1, at no cost of its own. */
export async function startStubTable(): Promise<{ readonly url: string; readonly server: Server }> {
  const item = rootItem(stubProfile, new Map());
  const answer = JSON.stringify({
    Items: [marshall(item, { removeUndefinedValues: true })],
    Attributes: { requests: { N: "1" } },
  });
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      response.writeHead(200, { "content-type": "application/x-amz-json-1.0" }).end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, server };
}
