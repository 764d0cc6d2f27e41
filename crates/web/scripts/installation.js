// The page's side of being an application: its worker, new versions, installing, the badge,
// files that the system hands over, and where the learner was on the pages before.
//
// It speaks with the program through the root element's data attributes, which hold what is so
// now, and through events of the window, which say that something changed or is wanted
// (crates/web/src/platform/installation.rs is the other side).

const root = document.documentElement;
const scope = new URL("./", location.href.split(/[?#]/, 1)[0]).href;
const version = document.querySelector("meta[name=build]").content;
const workers = navigator.serviceWorker;

function say(name, value) {
  if (value === undefined) delete root.dataset[name];
  else root.dataset[name] = value;
  dispatchEvent(new Event("installation-changed"));
}

/** A note of this browser; where storage is closed there are none, and nothing is remembered. */
function note(key, value) {
  try {
    if (value !== undefined) localStorage.setItem(key, value);
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

// As long as this page lives, its version's files stay.
navigator.locks
  ?.request(`waymark ${scope} ${version}`, { mode: "shared" }, () => new Promise(() => {}))
  // Where storage is closed there are no locks either, and no caches to keep.
  .catch(() => {});

// ---- The worker and new versions

const isUp = () => !document.querySelector("#app > [aria-busy]");

function up() {
  return new Promise((done) => {
    if (isUp()) return done();
    const watch = new MutationObserver(() => {
      if (!isUp()) return;
      watch.disconnect();
      done();
    });
    watch.observe(document.getElementById("app"), { childList: true });
  });
}

/** Waits until the page is up and the browser has nothing to do. */
async function idle() {
  await up();
  if (document.readyState !== "complete") {
    await new Promise((done) => addEventListener("load", done, { once: true }));
  }
  await new Promise((done) => (self.requestIdleCallback ?? setTimeout)(done));
}

let registration;
let isControlled = Boolean(workers?.controller);
let isTouched = false;
let isStuck = false;
/** Who has asked for the new version: the learner, or nobody yet, or this page at its start. */
let asked = "nobody";

/** Waits until this page has fetched nothing for half a second. */
async function quiet() {
  const fetched = () => performance.getEntriesByType("resource").length;
  for (let before = -1; before !== fetched(); ) {
    before = fetched();
    await new Promise((done) => setTimeout(done, 500));
  }
}

async function takeOver() {
  asked = "learner";
  // Chromium ends the old worker for the new one, but a request at that moment starts it once more, and
  // then it stays until it has been idle for half a minute.
  await quiet();
  if (registration?.waiting) registration.waiting.postMessage("take-over");
  else location.reload();
}

function noticeWaiting() {
  // The first worker of all waits as well, for a moment and for nobody.
  if (!registration.waiting || !registration.active) return;
  // A page that does not come up cannot ask, and has nothing to lose.
  if (isStuck) takeOver();
  else say("update", "ready");
}

async function begin() {
  workers.addEventListener("controllerchange", () => {
    const mayReload = asked === "learner" || (asked === "start" && !isTouched);
    if (mayReload) location.reload();
    // Another tab has done it. This page keeps its files until the learner is done here.
    else if (isControlled) say("update", "ready");
    isControlled = true;
  });
  workers.addEventListener("message", ({ data }) => {
    if (data === "not-alone" && asked === "start") asked = "nobody";
  });
  // The first visit has more urgent things to fetch.
  if (!isControlled) await idle();
  registration = await workers.register("./service-worker.js", { updateViaCache: "none" });
  if (!registration) return;
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", noticeWaiting);
  });
  noticeWaiting();
  setTimeout(() => {
    isStuck = !isUp();
    if (isStuck) noticeWaiting();
  }, 15_000);
  let checked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() - checked < 3_600_000) return;
    checked = Date.now();
    // Without a network there is nothing to find, and the next look comes.
    registration.update().catch(() => {});
  });
  await workers.ready;
  await idle();
  if (registration.waiting) {
    await quiet();
    if (registration.waiting && !isTouched) {
      asked = "start";
      registration.waiting.postMessage("take-over-if-alone");
      return;
    }
  }
  if (!navigator.connection?.saveData) registration.active.postMessage("idle");
}

for (const sign of ["pointerdown", "keydown"]) {
  addEventListener(sign, () => (isTouched = true), { once: true, capture: true });
}
addEventListener("update-wanted", takeOver);
if (workers) begin().catch((error) => console.info(`Waymark works online only: ${error}`));

// ---- Installing, and storage that the browser does not clear

const DISMISSED = "waymark/install-offer";
const ASKED = "waymark/persistence-asked";
const MONTH = 30 * 24 * 3_600_000;

let prompting;
const isInstalled = matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
const isIos = /iPhone|iPad|iPod/.test(navigator.userAgent)
  || (navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1);

function offer(how) {
  if (!isInstalled && note(DISMISSED) === null) say("install", how);
}

async function persist() {
  const { storage } = navigator;
  if (!storage?.persist || (await storage.persisted())) return;
  await storage.persist();
}

if (isIos) offer("by-hand");
addEventListener("beforeinstallprompt", (event) => {
  // It is kept for the end of a session.
  event.preventDefault();
  prompting = event;
  offer("prompt");
});
addEventListener("install-wanted", async () => {
  const prompt = prompting;
  // The browser shows it once.
  prompting = undefined;
  say("install");
  await prompt?.prompt();
});
addEventListener("install-dismissed", () => {
  note(DISMISSED, "dismissed");
  say("install");
});
addEventListener("appinstalled", () => {
  say("install");
  persist();
});
addEventListener("session-finished", () => {
  // Some browsers ask the learner, who need not hear it after every session.
  if (Date.now() - Number(note(ASKED)) < MONTH) return;
  note(ASKED, `${Date.now()}`);
  persist();
});

// ---- Files that the system hands over, and the badge

const handed = [];

async function takeShared() {
  if (!self.caches || !(await caches.has(`waymark-shared ${scope}`))) return;
  const cache = await caches.open(`waymark-shared ${scope}`);
  for (const request of await cache.keys()) {
    const response = await cache.match(request);
    // Another tab may be faster.
    if (!response || !(await cache.delete(request))) continue;
    const name = decodeURIComponent(response.headers.get("x-name"));
    handed.push(new File([await response.blob()], name));
  }
}

async function handOver() {
  if (root.dataset.takes !== "files") return;
  // Where storage is closed nothing was shared.
  await takeShared().catch(() => {});
  if (handed.length === 0 || root.dataset.takes !== "files") return;
  dispatchEvent(new CustomEvent("files-handed", { detail: handed.splice(0) }));
}

self.launchQueue?.setConsumer(async (launch) => {
  const files = await Promise.all((launch.files ?? []).map((file) => file.getFile()));
  handed.push(...files);
  const { hash } = new URL(launch.targetURL ?? location.href);
  const wanted = files.length > 0 ? "#/import" : hash;
  if (wanted && wanted !== location.hash) location.hash = wanted;
  handOver();
});

// Each rating changes the number, and telling the system takes longer than the rest of it.
let waiting;
function badge() {
  clearTimeout(waiting);
  waiting = setTimeout(showBadge, 500);
}

function showBadge() {
  const due = Number(root.dataset.due);
  // A browser that shows no badge says so by refusing.
  if (due > 0) navigator.setAppBadge?.(due)?.catch(() => {});
  else navigator.clearAppBadge?.()?.catch(() => {});
}

new MutationObserver((changes) => {
  const names = changes.map((change) => change.attributeName);
  if (names.includes("data-due")) badge();
  if (names.includes("data-takes")) handOver();
}).observe(root, { attributeFilter: ["data-due", "data-takes"] });
if (root.dataset.due !== undefined) badge();
handOver();

// ---- Where the learner was on the pages before

// The browser would bring them back there before the page is drawn, which is too early.
history.scrollRestoration = "manual";

/** The name of this step of the history. */
let step;
/**
 * How far down the learner was on each step, by its name. The step that they are on keeps them all over
 * a reload, also that of a page which the system had put away.
 */
const places = history.state?.places ?? {};
let drawing;
let resting;

function leave() {
  // A session begins again with a question, which opens at its top.
  places[step] = document.querySelector(".study") ? 0 : scrollY;
}

function keep() {
  // The address may have changed already, and nobody has heard of it yet.
  if (history.state?.step !== step) return;
  leave();
  history.replaceState({ step, places }, "");
}

/** Takes the name of this step, or gives it one, and goes where the learner was. */
function arrive() {
  step = history.state?.step ?? Math.random();
  history.replaceState({ step, places }, "");
  comeBack();
}

/** Goes down as far as the learner was, once the page is long enough; gives up if they move first. */
function comeBack() {
  const wanted = places[step];
  let reached = scrollY;
  drawing?.disconnect();
  drawing = new ResizeObserver(() => {
    if (scrollY === reached && root.scrollHeight > wanted) {
      scrollTo(0, wanted);
      reached = scrollY;
    }
    if (scrollY !== reached || reached === wanted) drawing.disconnect();
  });
  if (wanted) drawing.observe(document.body);
}

// Before the program hears of it, which draws another page.
addEventListener("hashchange", () => {
  leave();
  // The browser leaves a new page as far down as the one before was.
  scrollTo(0, 0);
  arrive();
}, true);
// A fold that they open makes the page longer too.
addEventListener("pointerdown", () => drawing?.disconnect(), true);
addEventListener("keydown", () => drawing?.disconnect(), true);
// A page that is going away can note nothing any more.
addEventListener("scroll", () => {
  clearTimeout(resting);
  resting = setTimeout(keep, 300);
}, { passive: true });
arrive();
