// Lighthouse's judgement of the application as it is served: median of five runs, on its phone
// profile. Ends with an error below the bars.

import * as chromeLauncher from "chrome-launcher";
import lighthouse from "lighthouse";

const RUNS = 5;
const BARS = { accessibility: 100, "best-practices": 100, seo: 100, performance: 98 };

const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];

/** One run in a browser of its own, as on a first visit. */
async function scores() {
  const chrome = await chromeLauncher.launch({ chromePath: process.env.CHROMIUM, chromeFlags: FLAGS });
  try {
    const { lhr } = await lighthouse(process.env.WAYMARK_URL, {
      port: chrome.port,
      logLevel: "error",
      onlyCategories: Object.keys(BARS),
    });
    const metrics = lhr.audits.metrics.details.items[0];
    for (const audit of Object.values(lhr.audits)) {
      const { score, title, displayValue = "" } = audit;
      if (score !== null && score < 0.9) console.log(`  ${audit.id} ${score}: ${title} ${displayValue}`);
    }
    const of = (name) => Math.round(lhr.categories[name].score * 100);
    return { ...Object.fromEntries(Object.keys(BARS).map((name) => [name, of(name)])), metrics };
  } finally {
    await chrome.kill();
  }
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

const runs = [];
for (let run = 1; run <= RUNS; run += 1) {
  runs.push(await scores());
  console.log(`run ${run} of ${RUNS}: performance ${runs.at(-1).performance}`);
}
let isBelow = false;
for (const [name, bar] of Object.entries(BARS)) {
  const figure = median(runs.map((run) => run[name]));
  isBelow ||= figure < bar;
  console.log(`${name.padEnd(16)} ${figure} (bar ${bar})`);
}
for (const name of ["firstContentfulPaint", "largestContentfulPaint", "totalBlockingTime", "speedIndex"]) {
  console.log(`${name.padEnd(24)} ${median(runs.map((run) => run.metrics[name]))} ms`);
}
process.exitCode = isBelow ? 1 : 0;
