// What a learner can read of a card: nothing is cut off, nothing lies under a bar.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PHONE, open, pastSameTap, rate, sessionState, withBrowser } from "./browser.mjs";
import { add, choose, file, openImport } from "./importing.mjs";

const LINES = Array.from({ length: 40 }, (_, at) => `${at + 1}. Step number ${at + 1} is done with care.`);

const SOURCE = `---
id: long-cards
---
# Long cards

- How is a StatefulSet deleted, and its Pods are kept?

  With \`--cascade=orphan\`, so that \`db-0\` and \`db-1\` stay and run on as they did before it:

  \`\`\`sh
  kubectl delete statefulset catalog-database --namespace shop --cascade=orphan
  \`\`\`

- How does one wait in Python, on one very long line?

  \`\`\`python
  result = wait_for(condition=lambda: pod.status.phase == "Running", timeout=60, interval=1)
  \`\`\`

- Which steps has the long procedure?

${LINES.map((line) => `  ${line}`).join("\n")}

- ${"What is asked here at some length, so that it takes more room than half of a phone has? ".repeat(12)}

  A short answer.
`;

async function study(page) {
  await openImport(page);
  await choose(page, file("long.md", SOURCE));
  await add(page);
  await open(page, "#/study");
}

async function reveal(page) {
  await sessionState(page);
  await pastSameTap(page);
  await page.keyboard.press("Space");
  await page.locator(".answer").waitFor();
}

/** What reaches beyond the window, or cuts its own text off; what scrolls by itself may be wider. */
function overflowing(page) {
  return page.evaluate(() => {
    const scrolls = (node) => /auto|scroll/.test(getComputedStyle(node).overflowX);
    const hidden = (node) => node.closest(".visually-hidden, svg, select, option") !== null;
    const found = [];
    if (document.documentElement.scrollWidth > innerWidth) found.push("the page scrolls sideways");
    for (const node of document.querySelectorAll("body *")) {
      const box = node.getBoundingClientRect();
      if (box.width === 0 || hidden(node)) continue;
      let frame = node.parentElement;
      while (frame && !scrolls(frame)) frame = frame.parentElement;
      const what = `${node.tagName}.${node.className}: ${node.textContent.slice(0, 40)}`;
      if (!frame && (box.right > innerWidth + 1 || box.left < -1)) found.push(`beyond: ${what}`);
      const cuts = /hidden|clip/.test(getComputedStyle(node).overflowX);
      if (cuts && node.scrollWidth > node.clientWidth + 1) found.push(`cut: ${what}`);
    }
    return found;
  });
}

/** Every page with something on it, by address, and what has to be there. */
const PAGES = {
  "#/": ".roadmaps .panel-link",
  "#/study": ".question",
  "#/roadmap/long-cards": ".phases, .summary",
  "#/roadmap/kubernetes-foundations": ".phase",
  "#/shelf": ".shelf-group",
  "#/import": ".import-shelf",
  "#/browse": "h1",
  "#/statistics": "h1",
  "#/export": "h1",
  "#/settings": "[name=new-per-day]",
  "#/health": ".panel",
  "#/nowhere": "h1",
};

for (const [name, context] of Object.entries({
  "320 px wide": { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true },
  "a phone at 200%": { ...PHONE, preferences: { webkit: { webprefs: { default_font_size: 32 } } } },
})) {
  test(`nothing is lost on any page: ${name}`, () =>
    withBrowser({ ...context, serviceWorkers: "block" }, async (page) => {
      await openImport(page);
      await choose(page, file("long.md", SOURCE));
      await add(page);
      for (const [address, wanted] of Object.entries(PAGES)) {
        await open(page, address);
        await page.locator(wanted).first().waitFor({ state: "attached" });
        for (const summary of await page.locator("summary:visible").all()) await summary.click();
        assert.deepEqual(await overflowing(page), [], address);
      }
    }));
}

/** Where things stand in the window, and what of it the bars leave free. */
function places(page) {
  return page.evaluate(() => {
    const place = (name) => {
      const { top, bottom } = document.querySelector(name).getBoundingClientRect();
      return { top, bottom };
    };
    return {
      room: { top: place(".study-bar").bottom, bottom: place(".study-actions").top },
      question: place(".question"),
      answer: place(".answer"),
      last: place(".answer > :last-child"),
    };
  });
}

const LARGE = { webkit: { webprefs: { default_font_size: 32 } } };

for (const [name, context] of Object.entries({
  "a phone": PHONE,
  "a short phone": { ...PHONE, viewport: { width: 390, height: 620 } },
  "a phone with large letters": { ...PHONE, preferences: LARGE },
})) {
  test(`commands are seen whole, wide code scrolls: ${name}`, () =>
    withBrowser(context, async (page) => {
      await study(page);
      await reveal(page);
      const command = await page.locator(".answer pre").evaluate((block) => ({
        hidden: block.scrollWidth - block.clientWidth,
        focusable: block.tabIndex,
        pieces: [...block.querySelectorAll("span")].map((piece) => piece.getClientRects().length),
      }));
      assert.deepEqual(command, { hidden: 0, focusable: -1, pieces: [1, 1, 1] });
      const inline = page.locator(".answer p code");
      const lines = await inline.evaluateAll((all) => all.map((code) => code.getClientRects().length));
      assert.deepEqual(lines, [1, 1, 1]);
      await pastSameTap(page);
      await page.keyboard.press("4");
      await reveal(page);
      const code = await page.locator(".answer pre").evaluate((block) => ({
        scrolls: block.scrollWidth > block.clientWidth,
        focusable: block.tabIndex,
      }));
      assert.deepEqual(code, { scrolls: true, focusable: 0 });
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.equal(width, 390, "the page itself does not scroll sideways");
    }));

  test(`an answer comes up between the bars: ${name}`, () =>
    withBrowser(context, async (page) => {
      await study(page);
      await rate(page, "4");
      await rate(page, "4");
      await reveal(page);
      const long = await places(page);
      const { room: { top, bottom }, question } = long;
      const isShort = (long.answer.top - question.top) * 2 <= bottom - top;
      const first = isShort ? question : long.answer;
      assert.ok(first.top >= top, JSON.stringify(long));
      assert.ok(long.answer.top < long.room.bottom, JSON.stringify(long));
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      const { last, room } = await places(page);
      assert.ok(last.bottom <= room.bottom, JSON.stringify({ last, room }));
      await pastSameTap(page);
      await page.keyboard.press("4");
      await page.locator(".answer").waitFor({ state: "detached" });
      assert.equal(await page.evaluate(() => scrollY), 0, "the next question begins at its top");
      await reveal(page);
      const { answer, room: free } = await places(page);
      assert.ok(answer.top >= free.top, JSON.stringify({ answer, free }));
      assert.ok(answer.bottom <= free.bottom, JSON.stringify({ answer, free }));
    }));
}
