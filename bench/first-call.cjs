// Runs in a fresh process: loads a bundle, answers one event, and prints how long both took.
const [bundle, eventFile] = process.argv.slice(2);
const event = JSON.parse(require("node:fs").readFileSync(eventFile, "utf8"));
const log = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;
const started = performance.now();
const { handler } = require(bundle);
const loaded = performance.now();
handler(event, {}).then((answer) => {
  const done = performance.now();
  const { statusCode } = answer;
  log(JSON.stringify({ statusCode, loadMs: loaded - started, totalMs: done - started }));
});
