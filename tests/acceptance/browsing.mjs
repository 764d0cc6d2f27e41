// Prints how long a keystroke in Browse takes at 50,000 cards: from the input event until the results
// are in the page, and until the frame with them was painted. Not a test: it measures, and docs/measurements.md has what it gave.
//
// node browsing.mjs, with WAYMARK_URL and CHROMIUM set as for the tests.

import { DESKTOP, open, withBrowser } from "./browser.mjs";
import { add, choose, file, openImport } from "./importing.mjs";

const CARDS = 50_000;
/** Within so many milliseconds results are to be there. */
const BAR_MS = 50;
const WORDS = [
  "pod", "node", "kubelet", "service", "volume", "schedule", "restart", "network", "policy",
  "cluster", "image", "container", "label", "selector", "probe", "secret", "config", "quota",
];

/** A document of that many questions, each with an answer of some thirty words. */
function questions(cards) {
  const word = (seed) => WORDS[seed % WORDS.length];
  const lines = ["# Fifty thousand", ""];
  for (let card = 0; card < cards; card += 1) {
    if (card % 500 === 0) lines.push("", `## Phase ${card / 500 + 1}: ${word(card / 500)}`, "");
    const answer = Array.from({ length: 30 }, (_, at) => word(card * 7 + at * at)).join(" ");
    lines.push(`- What of the ${word(card)} ${word(card * 3 + 1)} number ${card}? :: The ${answer}.`);
  }
  return lines.join("\n");
}

await withBrowser({ ...DESKTOP, serviceWorkers: "block", isLenient: true }, async (page) => {
  page.setDefaultTimeout(600_000);
  await openImport(page);
  await choose(page, file("fifty.md", questions(CARDS)));
  await add(page);
  const begun = Date.now();
  await open(page, "#/browse");
  await page.locator(".browse-row").first().waitFor();
  console.log(`Browse with ${await page.locator(".browse-count").innerText()}: ${Date.now() - begun} ms`);
  const all = [];
  for (const query of ["pod", "kubelet restart", "\"the volume\"", "s*policy", "-pod or node", "is:new phase:3"]) {
    const times = await page.evaluate(async (query) => {
      const field = document.querySelector("#browse-query");
      const painted = () =>
        new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      // After what the input event has begun, and before a frame.
      const settled = () =>
        new Promise((done) => {
          const channel = new MessageChannel();
          channel.port1.onmessage = done;
          channel.port2.postMessage(0);
        });
      const times = [];
      for (let length = 0; length <= query.length; length += 1) {
        field.value = query.slice(0, length);
        const start = performance.now();
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        await settled();
        const searched = performance.now();
        await painted();
        times.push([searched - start, performance.now() - start]);
      }
      return times.slice(1);
    }, query);
    all.push(...times.map(([searched]) => searched));
    const shown = (of) => times.map((time) => time[of].toFixed(0)).join(" ");
    const found = await page.locator(".browse-count").innerText();
    console.log(`${query}: ${found}\n  results, ms: ${shown(0)}\n  painted, ms: ${shown(1)}`);
  }
  const late = all.filter((ms) => ms > BAR_MS).length;
  console.log(
    `Typing in Browse, ${all.length} letters: results after ${Math.max(...all).toFixed(0)} ms at most, ` +
      `${late} letters later than ${BAR_MS} ms`,
  );
});
