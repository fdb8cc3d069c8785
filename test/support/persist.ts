import type { Answer } from "./api-client.ts";

/** Sends a request again while other changes keep getting in first, as its answer asks for. */
export async function persist(send: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answer = await send();
    if (answer.json?.code !== "concurrent_change") return answer;
  }
}
