// How long the worker takes to fit 20,000 usable reviews, and to say all that the page shows: figures,
// for a person to read. The bar is 500 ms for the fit.

import { loadavg } from "node:os";
import { DESKTOP, open, withBrowser } from "./browser.mjs";
import { UNUSUAL, remembering, strangers } from "./remembering.mjs";
import { restore } from "./restoring.mjs";

const REVIEWS = 20_000;
const ROUNDS = Number(process.env.WAYMARK_ROUNDS ?? 5);

/** Notes when each message of a worker arrives, and what stage of the work it tells. */
function watch() {
  window.messages = [];
  const Plain = window.Worker;
  window.Worker = class extends Plain {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data, timeStamp }) => {
        const [kind, stage] = data ?? [];
        window.messages.push({ at: timeStamp, kind, stage });
      });
    }
  };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** A backup of as many days as bring that many usable reviews. */
function backup() {
  const cards = strangers(2_300);
  for (let days = 200; ; days += 5) {
    const made = remembering({ parameters: UNUSUAL, cards, days });
    if (made.usable >= REVIEWS) return { ...made, days };
  }
}

await withBrowser({ ...DESKTOP, serviceWorkers: "block" }, async (page) => {
  const { text, usable, days } = backup();
  await page.addInitScript(watch);
  await restore(page, text);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await open(page, "#/evidence");
    await page.reload();
    await page.getByRole("button", { name: "Compare on my reviews" }).click();
    await page.getByRole("heading", { name: "What your reviews say" }).waitFor({ timeout: 120_000 });
    const messages = await page.evaluate(() => window.messages);
    // The first byte tells work from an answer, the second its stage, as crates/evidence numbers them.
    const stage = (number) => messages.find((message) => message.kind === 0 && message.stage === number);
    const all = stage(3).at - stage(2).at;
    rounds.push({ all, whole: messages.at(-1).at - stage(0).at });
  }
  const of = (name) => rounds.map((round) => Math.round(round[name]));
  console.log(`${usable} usable reviews over ${days} days; load ${loadavg()[0].toFixed(1)}`);
  console.log(`fit of all of them: median ${median(of("all"))} ms (${of("all").join(", ")})`);
  console.log(`everything that the page shows: median ${median(of("whole"))} ms (${of("whole").join(", ")})`);
});
