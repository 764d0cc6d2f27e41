// A sequence is shown step by step, and code is told apart by what its words are.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, open, pastSameTap, sessionState, withBrowser } from "./browser.mjs";
import { add, choose, file, openImport } from "./importing.mjs";

const SOURCE = `---
id: stepwise
---
# Stepwise

## Troubleshooting sequence

1. Look at the events.
2. Read the logs.
3. Describe the Pod.
`;

const CODE = `---
id: coded
---
# Coded

- What does a Pod look like?

  \`\`\`yaml
  kind: Pod # the smallest
  replicas: 3
  name: "web"
  \`\`\`
`;

async function study(page, name, source) {
  await openImport(page);
  await choose(page, file(name, source));
  await add(page);
  await open(page, "#/study");
  await sessionState(page);
}

test("each press shows the next step, and no key rates before the last", () =>
  withBrowser(DESKTOP, async (page) => {
    await study(page, "steps.md", SOURCE);
    const { question } = await sessionState(page);
    assert.match(question, /name the steps in order/);
    await page.keyboard.press("Space");
    await page.locator(".answer li").waitFor();
    assert.equal(await page.locator(".answer li").count(), 1);
    await pastSameTap(page);
    await page.keyboard.press("3");
    assert.equal((await sessionState(page)).question, question);
    await page.keyboard.press("Space");
    await page.locator(".answer li").nth(1).waitFor();
    assert.equal(await page.locator(".answer li:focus").innerText(), "Read the logs.");
    assert.equal(await page.locator(".rating").count(), 0);
    await pastSameTap(page);
    await page.keyboard.press("Space");
    await page.locator(".answer li").nth(2).waitFor();
    await page.locator(".rating").first().waitFor();
    await pastSameTap(page);
    await page.keyboard.press("3");
    await page.locator(".answer").waitFor({ state: "detached" });
  }));

test("all steps at once, by touch", () =>
  withBrowser(PHONE, async (page) => {
    await study(page, "steps.md", SOURCE);
    await page.getByRole("button", { name: "Show answer" }).tap();
    await page.getByRole("button", { name: "Next step (2 left)" }).waitFor();
    await pastSameTap(page);
    await page.getByRole("button", { name: "Show all" }).tap();
    await page.locator(".rating").first().waitFor();
    assert.equal(await page.locator(".answer li").count(), 3);
  }));

test("code keeps every character, and its words have colours", () =>
  withBrowser(DESKTOP, async (page) => {
    await study(page, "code.md", CODE);
    await page.keyboard.press("Space");
    const code = page.locator(".answer pre code");
    await code.waitFor();
    assert.equal(await code.innerText(), 'kind: Pod # the smallest\nreplicas: 3\nname: "web"');
    assert.deepEqual(await code.locator(".code-key").allInnerTexts(), ["kind", "replicas", "name"]);
    assert.deepEqual(await code.locator(".code-comment").allInnerTexts(), ["# the smallest"]);
    assert.deepEqual(await code.locator(".code-value").allInnerTexts(), ["3"]);
    assert.deepEqual(await code.locator(".code-string").allInnerTexts(), ['"web"']);
  }));

/** What a word of each language has to be told from the others by: fence, code, class and words. */
const LANGUAGES = [
  ["yaml", "kind: Pod # least", "code-key", ["kind"]],
  ["sh", "kubectl get pods --watch # all", "code-comment", ["# all"]],
  ["json", '{"kind": "Pod", "replicas": 3}', "code-value", ["3"]],
  ["go", "func main() { return }", "code-keyword", ["func", "return"]],
];

for (const [fence, text, kind, words] of LANGUAGES) {
  test(`code in ${fence} is told apart`, () =>
    withBrowser(PHONE, async (page) => {
      const source = `# Coded\n\n### What does it look like in ${fence}?\n\n\`\`\`${fence}\n${text}\n\`\`\`\n`;
      await study(page, `${fence}.md`, source);
      await page.getByRole("button", { name: "Show answer" }).tap();
      const code = page.locator(".answer pre code");
      await code.waitFor();
      assert.equal(await code.innerText(), text);
      assert.deepEqual(await code.locator(`.${kind}`).allInnerTexts(), words);
      const look = (node) =>
        node.evaluate((node) => (({ color, fontWeight, fontStyle }) => [color, fontWeight, fontStyle])(getComputedStyle(node)));
      assert.notDeepEqual(await look(code.locator(`.${kind}`).first()), await look(code));
    }));
}
