import { type NextInvocation, registerExtension } from "./extensions-client.ts";
import { log } from "./log.ts";

/** What the extension is called in Lambda's own log. */
const NAME = "after-answer";
/** Longest that loading waits for Lambda to register it, in milliseconds. */
const LONGEST_START = 1_000;

type Work = () => Promise<void>;

/** Whether Lambda waits for work after answers. */
let isRegistered = false;
let waiting: Work[] = [];
/** Of the invocation that is being served. */
let answer = Promise.withResolvers<void>();

/**
 * Does something that the caller need not wait for: after the answer, where Lambda waits for it, else
 * at once. Resolves at once in the first case, and when it is done in the second.
 */
export async function afterAnswer(work: Work): Promise<void> {
  if (!isRegistered) return work();
  waiting.push(work);
}

/**
 * The handler of a function that does such work after its answers, if Lambda lets it:
 * docs/adr/0024-work-after-the-answer.md. To be awaited while the function loads. Never rejects.
 * @param api undefined where nothing is to be done after answers, or outside of Lambda
 */
export async function workingAfterAnswers<Event, Context, Answer>(
  handler: (event: Event, context: Context) => Promise<Answer>,
  api: string | undefined,
  longestStart: number = LONGEST_START,
) {
  if (api === undefined) return handler;
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, longestStart);
  // Once it is registered Lambda waits for it, however late it hears so.
  await Promise.race([start(api), late]);
  clearTimeout(timer);
  return async (event: Event, context: Context): Promise<Answer> => {
    try {
      return await handler(event, context);
    } finally {
      // The runtime sends the answer before the next turn.
      setImmediate(() => answer.resolve());
    }
  };
}

async function start(api: string): Promise<void> {
  try {
    const next = await registerExtension(api, NAME);
    isRegistered = true;
    // Lambda begins nothing before it is asked: an answer until now was to none of its events.
    answer = Promise.withResolvers();
    serve(next);
  } catch (error) {
    log("warn", "no work after answers", { error: String(error) });
  }
}

/** One invocation after the other: Lambda begins none before this has asked for it. */
async function serve(next: NextInvocation): Promise<void> {
  try {
    for (;;) {
      await next();
      await answer.promise;
      answer = Promise.withResolvers();
      await doWaiting();
    }
  } catch (error) {
    isRegistered = false;
    log("error", "no work after answers", { error: String(error) });
    await doWaiting();
  }
}

async function doWaiting(): Promise<void> {
  const works = waiting;
  waiting = [];
  await Promise.all(works.map(doQuietly));
}

async function doQuietly(work: Work): Promise<void> {
  try {
    await work();
  } catch (error) {
    log("error", "work after an answer failed", { error: String(error) });
  }
}
