// Runs in a fresh process: loads a bundle, answers one event, and prints what that took. Plain
// JavaScript, because stripping types would be measured too.
const { readFileSync } = require("node:fs");

const [bundle, eventFile] = process.argv.slice(2);
const event = JSON.parse(readFileSync(eventFile, "utf8"));
const print = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;
const started = performance.now();
const cpuBefore = process.cpuUsage();
const { handler } = require(bundle);
const loaded = performance.now();
handler(event, { getRemainingTimeInMillis: () => 60_000 }).then(
  (answer) => report({ answer }),
  (error) => report({ error: error.stack }),
);

function report(outcome) {
  const done = performance.now();
  const { user, system } = process.cpuUsage(cpuBefore);
  const facts = {
    ...outcome,
    loadMs: loaded - started,
    totalMs: done - started,
    cpuMs: (user + system) / 1_000,
    peakMb: peakKb() / 1_024,
  };
  print(JSON.stringify(facts), () => process.exit());
}

/** The system's own figure is the parent's until this process has more: it lives on over exec. */
function peakKb() {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS;
  return Number(/^VmHWM:\s*(\d+) kB/m.exec(readFileSync("/proc/self/status", "latin1"))?.[1]);
}
