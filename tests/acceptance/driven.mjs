// A page in a browser that a driver moves: the moves of the stories, from the five that every driver knows.

import assert from "node:assert/strict";

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** What a body may take that awaits something in the page. */
export const SCRIPT_MS = 30_000;

/**
 * A driver's own class gives `goto(url)`, `execute(script, values)`, `find(css)`, `press(element)` and
 * `enter(element, text)`.
 */
export class DrivenPage {
  /** What the body of a function answers in the page; `await` may stand in it. */
  async ask(body, ...given) {
    const script = `const done = arguments[arguments.length - 1];
      (async (...given) => { ${body} })(...arguments).then(done, (error) => done({ failed: String(error) }));`;
    const value = await this.execute(script, given);
    assert.equal(value?.failed, undefined);
    return value;
  }

  /** Waits until the body answers with yes. */
  async until(body, ...given) {
    for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(50)) {
      if (await this.ask(body, ...given)) return;
    }
    throw new Error(`never: ${body} (${given}); ${await this.ask("return document.body.innerText")}`);
  }

  async #element(css) {
    await this.until("return document.querySelector(given[0]) !== null", css);
    return this.find(css);
  }

  async click(css) {
    return this.press(await this.#element(css));
  }

  /** Types into an element; into a file field the path of a file. */
  async type(css, text) {
    return this.enter(await this.#element(css), text);
  }
}
