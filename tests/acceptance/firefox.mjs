// A real Firefox, driven by the protocol that it speaks itself (Marionette: JSON over a socket, as
// geckodriver would speak to it). Only what the stories need.

import { spawn } from "node:child_process";
import { mkdtemp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DrivenPage, SCRIPT_MS, sleep } from "./driven.mjs";

const PREFERENCES = {
  "marionette.port": 0,
  "browser.download.folderList": 2,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.page": 0,
  "datareporting.policy.dataSubmissionEnabled": false,
  "toolkit.telemetry.enabled": false,
  "app.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  // Not asked of the one who tests.
  "dom.storageManager.prompt.testing": true,
  "dom.storageManager.prompt.testing.allow": true,
};

/** Runs `life` with a new profile, its folder of downloads, and a function that opens Firefox with it. */
export async function withFirefoxProfile(life) {
  const folder = await mkdtemp(join(tmpdir(), "waymark-firefox-"));
  const [profile, downloads] = [join(folder, "profile"), join(folder, "downloads")];
  await mkdir(profile);
  await mkdir(downloads);
  const preferences = { ...PREFERENCES, "browser.download.dir": downloads };
  const lines = Object.entries(preferences).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  await writeFile(join(profile, "user.js"), lines.join("\n"));
  try {
    return await life((story) => launch(profile, story), { folder, downloads });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function launch(profile, story) {
  const portFile = join(profile, "MarionetteActivePort");
  await rm(portFile, { force: true });
  const firefox = spawn(process.env.FIREFOX, ["--headless", "--marionette", "--no-remote", "--profile", profile], {
    stdio: "ignore",
  });
  const ended = new Promise((done) => firefox.once("exit", done));
  try {
    const page = await Page.of(await portWrittenTo(portFile));
    await story(page);
    await page.send("Marionette:Quit", { flags: ["eAttemptQuit"] });
    await ended;
  } finally {
    firefox.kill("SIGKILL");
    await ended;
  }
}

async function portWrittenTo(file) {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(100)) {
    const port = Number(await readFile(file, "utf8").catch(() => ""));
    if (port > 0) return port;
  }
  throw new Error("Firefox does not listen");
}

class Page extends DrivenPage {
  #socket;
  #waiting = new Map();
  #received = Buffer.alloc(0);
  #last = 0;

  static async of(port) {
    const page = new Page();
    page.#socket = connect(port, "127.0.0.1");
    page.#socket.on("data", (data) => page.#hear(data));
    page.#socket.on("error", () => {});
    await new Promise((done) => page.#socket.once("connect", done));
    await page.send("WebDriver:NewSession", { strictFileInteractability: false });
    return page;
  }

  /** Sends a command and waits for its answer. */
  async send(name, parameters = {}) {
    const id = (this.#last += 1);
    const text = JSON.stringify([0, id, name, parameters]);
    const answer = new Promise((done) => this.#waiting.set(id, done));
    this.#socket.write(`${Buffer.byteLength(text)}:${text}`);
    const [error, result] = await answer;
    if (error) throw new Error(`${name}: ${error.error}: ${error.message}`);
    return result;
  }

  /** Messages come as their length, a colon, and JSON. */
  #hear(data) {
    this.#received = Buffer.concat([this.#received, data]);
    for (;;) {
      const colon = this.#received.indexOf(":");
      const end = colon + 1 + Number(this.#received.subarray(0, Math.max(colon, 0)));
      if (colon < 0 || this.#received.length < end) return;
      const message = JSON.parse(this.#received.subarray(colon + 1, end));
      this.#received = this.#received.subarray(end);
      // The first message says what Firefox speaks, and answers nothing.
      if (!Array.isArray(message)) continue;
      const [, id, error, result] = message;
      this.#waiting.get(id)?.([error, result]);
      this.#waiting.delete(id);
    }
  }

  goto(url) {
    return this.send("WebDriver:Navigate", { url });
  }

  async execute(script, args) {
    const { value } = await this.send("WebDriver:ExecuteAsyncScript", { script, args, scriptTimeout: SCRIPT_MS });
    return value;
  }

  async find(css) {
    const { value } = await this.send("WebDriver:FindElement", { using: "css selector", value: css });
    return Object.values(value)[0];
  }

  press(id) {
    return this.send("WebDriver:ElementClick", { id });
  }

  enter(id, text) {
    return this.send("WebDriver:ElementSendKeys", { id, text });
  }
}
