import { createServer } from "node:http";

/** About what a filled profile is: 2 KB. */
const ANSWER = JSON.stringify({
  id: "0190c0de-0000-7000-8000-000000000001",
  version: 4,
  name: "Jane Doe",
  title: "Senior Realtor",
  bio: "Fifteen years of homes by the sea. ".repeat(10),
  skills: Array.from({ length: 12 }, (_, at) => `Skill number ${at}`),
  workExperiences: Array.from({ length: 4 }, () => ({
    jobTitle: "Realtor",
    company: "Harbour & Hill Realty",
    startDate: "2019-04",
    endDate: null,
    description: "Homes for families, and what comes with them. ".repeat(4),
  })),
});

/** In a process of its own: answers everything at once with the same profile, and tells its port. */
const server = createServer((request, response) => {
  request.resume().on("end", () => {
    response.writeHead(200, { "Content-Type": "application/json", "X-Request-Id": "bench" });
    response.end(ANSWER);
  });
});
server.listen(0, "127.0.0.1", () => process.send?.(server.address()));
