// A real WebKitGTK, on a screen that nobody sees, driven as the WebDriver specification says.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DrivenPage, SCRIPT_MS, sleep } from "./driven.mjs";

/**
 * Runs `story` with a page of a new browser and a folder of its own. The browser keeps nothing when it
 * is closed: WebKitGTK under automation has no other profiles.
 */
export async function withWebKit(story) {
  const folder = await mkdtemp(join(tmpdir(), "waymark-webkit-"));
  const screen = spawn(process.env.XVFB, ["-displayfd", "3", "-screen", "0", "1280x900x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const display = await new Promise((done, fail) => {
    screen.once("error", fail);
    screen.stdio[3].once("data", (number) => done(`:${String(number).trim()}`));
  });
  const home = { HOME: folder, XDG_CACHE_HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder };
  const port = await freePort();
  const driver = spawn(process.env.WEBKIT_DRIVER, [`--port=${port}`, "--host=127.0.0.1"], {
    env: { ...process.env, ...home, DISPLAY: display },
    stdio: "ignore",
  });
  try {
    const page = await Page.of(port);
    await story(page, folder);
    await page.close();
  } finally {
    driver.kill("SIGKILL");
    screen.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A port that nobody listens at: the driver does not say which one it took. */
async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

class Page extends DrivenPage {
  #session;

  static async of(port) {
    const page = new Page();
    page.#session = `http://127.0.0.1:${port}/session`;
    await listening(page.#session);
    const { sessionId } = await page.#send("POST", "", { capabilities: {} });
    page.#session += `/${sessionId}`;
    await page.#send("POST", "/timeouts", { script: SCRIPT_MS });
    return page;
  }

  async #send(method, path, parameters) {
    const body = parameters && JSON.stringify(parameters);
    const answer = await fetch(this.#session + path, { method, body, signal: AbortSignal.timeout(60_000) });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${path}: ${value.error}: ${value.message}`);
    return value;
  }

  goto(url) {
    return this.#send("POST", "/url", { url });
  }

  execute(script, args) {
    return this.#send("POST", "/execute/async", { script, args });
  }

  async find(css) {
    return Object.values(await this.#send("POST", "/element", { using: "css selector", value: css }))[0];
  }

  press(id) {
    return this.#send("POST", `/element/${id}/click`, {});
  }

  enter(id, text) {
    return this.#send("POST", `/element/${id}/value`, { text });
  }

  close() {
    return this.#send("DELETE", "");
  }
}

async function listening(url) {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(100)) {
    const answer = await fetch(url).catch((error) => {
      if (error.cause?.code !== "ECONNREFUSED") throw error;
    });
    if (answer) return;
  }
  throw new Error("WebKitWebDriver does not listen");
}
