// Mathematics is set as MathML; what is not understood stays as it was written.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, open, reveal, sessionState, withBrowser } from "./browser.mjs";
import { add, choose, file, openImport } from "./importing.mjs";

const SOURCE = String.raw`---
id: sums
---
# Sums

### What is $\sum_{i=1}^{n} i$?

It is

$$\begin{cases} \frac{n(n+1)}{2} & n > 0 \\ 0 & n = 0 \end{cases}$$

### What does $\unheardof{x}$ say?

Nothing, but $a < b$ does.

### How deep is $%DEEP%$?

Too deep.
`.replace("%DEEP%", `${"{".repeat(151)}x`);

for (const [size, context] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
  test(`mathematics is set on cards: ${size}`, () =>
    withBrowser({ ...context, serviceWorkers: "block" }, async (page) => {
      const warnings = [];
      // What stays as it is written is told to whoever looks.
      page.removeAllListeners("console");
      page.on("console", (message) => warnings.push(message.text()));
      await openImport(page);
      await choose(page, file("sums.md", SOURCE));
      await add(page);
      await open(page, "#/study");
      await sessionState(page);
      await page.locator(".question math munderover, .question math munder").first().waitFor({ state: "attached" });
      await reveal(page);
      await page.locator(".answer math mfrac").waitFor({ state: "attached" });
      const [over, under] = await page.locator(".answer mfrac > *").all();
      const bottom = await over.boundingBox().then(({ y, height }) => y + height);
      assert.ok(bottom <= (await under.boundingBox()).y + 1, "a fraction has one part below the other");
      const brace = await page.evaluate(() => {
        const cell = document.querySelector(".answer mtd");
        return getComputedStyle(cell).textAlign;
      });
      assert.equal(brace, "left", "the styles of cells are the converter's");
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= context.viewport.width, `nothing is wider than the screen: ${width}`);
      await page.locator(".rating[data-rating=easy]").click();
      await page.locator(".answer").waitFor({ state: "detached" });
      const question = page.locator(".question");
      assert.match(await question.innerText(), /\\unheardof\{x\}/);
      await reveal(page);
      await page.locator(".answer math mo").waitFor({ state: "attached" });
      assert.ok(warnings.some((words) => words.includes("unheardof")), `${warnings}`);
    }));
}
