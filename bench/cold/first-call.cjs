// Runs in a fresh process: loads a bundle, answers one event, and prints what that took. Plain
// JavaScript, because stripping types would be measured too.
const { readFileSync, writeFileSync } = require("node:fs");

const [bundle, eventFile, group] = process.argv.slice(2);
const event = JSON.parse(readFileSync(eventFile, "utf8"));
const print = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;
const started = performance.now();
const cpuBefore = process.cpuUsage();

load().then(({ handler }) => {
  const loaded = performance.now();
  const loadCpu = cpuMs();
  if (group !== undefined) writeFileSync(group, String(process.pid));
  const called = performance.now();
  const cpuBeforeCall = cpuMs();
  const report = (outcome) => {
    const done = performance.now();
    const facts = {
      ...outcome,
      loadMs: loaded - started,
      callMs: done - called,
      totalMs: done - started,
      loadCpuMs: loadCpu,
      callCpuMs: cpuMs() - cpuBeforeCall,
      cpuMs: cpuMs(),
      peakMb: peakKb() / 1_024,
    };
    print(JSON.stringify(facts), () => process.exit());
  };
  handler(event, { getRemainingTimeInMillis: () => 60_000 }).then(
    (answer) => report({ answer }),
    (error) => report({ error: error.stack }),
  );
});

/** As Lambda loads a handler: an ES module is waited for, with all that it awaits. */
async function load() {
  return bundle.endsWith(".mjs") ? import(bundle) : require(bundle);
}

function cpuMs() {
  const { user, system } = process.cpuUsage(cpuBefore);
  return (user + system) / 1_000;
}

/** The system's own figure is the parent's until this process has more: it lives on over exec. */
function peakKb() {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS;
  return Number(/^VmHWM:\s*(\d+) kB/m.exec(readFileSync("/proc/self/status", "latin1"))?.[1]);
}
