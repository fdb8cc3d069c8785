// A service in a process of its own, warm: answers batches of events one by one, and tells how long
// each took. Plain JavaScript, because what strips types would count as the service's memory.
const { readFileSync } = require("node:fs");

const bundles = JSON.parse(process.argv[2]);
// The services' own log lines are work they do, and of no use here.
process.stdout.write = () => true;

// One after the other; what comes before they are there waits.
const loading = loadAll();
// Told with the first answer.
loading.catch(() => {});

process.on("message", async ({ job, events }) => {
  try {
    process.send(await answerAll((await loading).get(job), events));
  } catch (error) {
    process.send({ error: error.stack });
  }
});

// Nothing is left running when the parent ends.
process.on("disconnect", () => process.exit());

/** As Lambda loads a handler: an ES module is waited for, with all that it awaits. */
async function loadAll() {
  const handlers = new Map();
  for (const [job, file] of Object.entries(bundles)) {
    const loaded = file.endsWith(".mjs") ? await import(file) : require(file);
    handlers.set(job, loaded.handler);
  }
  return handlers;
}

async function answerAll(handler, events) {
  const answers = [];
  const microseconds = [];
  const before = process.cpuUsage();
  for (const event of events) {
    const context = {
      awsRequestId: event.requestContext.requestId,
      getRemainingTimeInMillis: () => 10_000,
    };
    const started = performance.now();
    answers.push(await handler(event, context));
    microseconds.push((performance.now() - started) * 1_000);
  }
  const { user, system } = process.cpuUsage(before);
  const peakMb = peakKb() / 1_024;
  return { answers, microseconds, cpuMicroseconds: user + system, peakMb };
}

/** The system's own figure is the parent's until this process has more: it lives on over exec. */
function peakKb() {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS;
  return Number(/^VmHWM:\s*(\d+) kB/m.exec(readFileSync("/proc/self/status", "latin1"))?.[1]);
}
