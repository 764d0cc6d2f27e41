// How long a grade takes until the next card is painted, then how long a letter takes in Browse, and how
// long a package for Anki: figures, for a person to read. The bars are two frames with a processor four
// times slower, 50 ms, and 1.5 s.

import { loadavg } from "node:os";
import { DESKTOP, open, pastSameTap, withBrowser } from "./browser.mjs";
import { backup, cardsOf, fill, roadmap } from "./large.mjs";

const SLOWER = 4;
const FRAME_MS = 1_000 / 60;
const GRADES = Number(process.env.WAYMARK_GRADES ?? 100);
const SIZES = (process.env.WAYMARK_SIZES ?? "100,1000,10000").split(",").map(Number);

/** Tells of each grade how long after the key a frame with the next question was painted. */
function watch() {
  addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "3") return;
      let frames = 0;
      const frame = () => {
        frames += 1;
        const question = document.querySelector(".question");
        if (document.querySelector(".answer") || !question) {
          if (frames < 600) requestAnimationFrame(frame);
          return;
        }
        // What is posted before a frame is painted arrives when it is.
        const painted = new MessageChannel();
        painted.port1.onmessage = () => {
          window.painted({ ms: performance.now() - event.timeStamp, frames });
        };
        painted.port2.postMessage(null);
      };
      requestAnimationFrame(frame);
    },
    { capture: true },
  );
}

const part = (numbers, percent) =>
  numbers.toSorted((a, b) => a - b)[Math.max(0, Math.ceil((numbers.length * percent) / 100) - 1)];

/** For how many milliseconds the page's thread was at work so far. */
async function busy(session) {
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find((metric) => metric.name === "TaskDuration").value * 1_000;
}

async function grades(size, ids, rate) {
  const found = [];
  await withBrowser(DESKTOP, async (page, browser) => {
    await fill(page, roadmap(size), backup(ids, size * 10));
    // A page of its own, which has nothing left to do from all this.
    const next = await browser.newPage();
    await open(next, "#/study");
    await next.locator(".question").waitFor();
    const session = await browser.newCDPSession(next);
    await session.send("Emulation.setCPUThrottlingRate", { rate });
    // In the processor's time of the page's own thread, which other programs do not lengthen.
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    await next.evaluate(watch);
    for (let grade = 0; grade < Math.min(GRADES, size - 1); grade += 1) {
      await pastSameTap(next);
      await next.keyboard.press("Space");
      await next.locator(".answer").waitFor();
      await pastSameTap(next);
      const painted = next.evaluate(() => new Promise((done) => {
        window.painted = done;
      }));
      const before = await busy(session);
      await next.keyboard.press("3");
      found.push({ ...(await painted), cpu: (await busy(session)) - before });
    }
  });
  return found;
}

const load = () => loadavg()[0].toFixed(1);
for (const size of SIZES) {
  const ids = cardsOf(roadmap(size));
  for (const rate of [SLOWER, 1]) {
    const before = load();
    const found = await grades(size, ids, rate);
    const ms = found.map((grade) => grade.ms);
    const frames = found.map((grade) => grade.frames);
    const cpu = found.map((grade) => grade.cpu);
    const [half, most] = [50, 95].map((percent) => part(ms, percent));
    console.log(
      `${size} cards, ${size * 10} reviews, ${rate} times slower, ${found.length} grades: ` +
        `p50 ${half.toFixed(1)} ms (${(half / FRAME_MS).toFixed(1)} frames' time, painted in frame ${part(frames, 50)}), ` +
        `p95 ${most.toFixed(1)} ms (${(most / FRAME_MS).toFixed(1)}, frame ${part(frames, 95)}); ` +
        `at work for ${part(cpu, 50).toFixed(1)} ms, p95 ${part(cpu, 95).toFixed(1)} ms; ` +
        `load ${before} to ${load()}`,
    );
  }
}

await import("./browsing.mjs");
await import("./packing.mjs");
