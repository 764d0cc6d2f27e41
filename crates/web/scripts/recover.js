// Safe mode: what is left when the application cannot start. It saves everything that this browser
// holds as one file, and says what else can be done. It deletes nothing that a learner made.
//
// The start script fetches it for the address `#/recover` and after a failed start, whose cause it
// leaves on the place. A browser without modules runs it by itself, so it keeps to old JavaScript.
(function () {
  "use strict";

  const DATABASES = ["waymark", "waymark-journal", "waymark-snapshots"];
  /** Longer than any database that answers at all. */
  const PATIENCE_MS = 10000;
  /** Whole groups of three bytes, so that the pieces of base 64 can be joined. */
  const PIECE = 24576;

  const place = document.getElementById("app");
  const cause = place.getAttribute("data-cause");
  const isAble = typeof WebAssembly === "object" && "noModule" in HTMLScriptElement.prototype;

  // ---- Reading what is there

  function words(error) {
    return error && error.name ? error.name + ": " + error.message : String(error);
  }

  function base64(bytes) {
    let text = "";
    for (let from = 0; from < bytes.length; from += PIECE) {
      text += btoa(String.fromCharCode.apply(null, bytes.subarray(from, from + PIECE)));
    }
    return text;
  }

  /** JSON carries whole characters only; half a pair is kept as the numbers that it is. */
  function written(value) {
    if (typeof value === "string") {
      const halves = /[\ud800-\udbff](?![\udc00-\udfff])|(?:^|[^\ud800-\udbff])[\udc00-\udfff]/;
      if (!halves.test(value)) return value;
      const bytes = new Uint8Array(value.length * 2);
      for (let at = 0; at < value.length; at += 1) {
        bytes[at * 2] = value.charCodeAt(at) & 255;
        bytes[at * 2 + 1] = value.charCodeAt(at) >> 8;
      }
      return { utf16: base64(bytes) };
    }
    if (value instanceof ArrayBuffer) return { bytes: base64(new Uint8Array(value)) };
    if (ArrayBuffer.isView(value)) {
      return { bytes: base64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
    }
    return { other: Object.prototype.toString.call(value) };
  }

  function texts() {
    const found = [];
    for (let at = 0; at < localStorage.length; at += 1) {
      const key = localStorage.key(at);
      if (key.indexOf("waymark") === 0) found.push([key, written(localStorage.getItem(key))]);
    }
    return found;
  }

  function answer(request) {
    return new Promise(function (done, failed) {
      request.onsuccess = function () {
        done(request.result);
      };
      request.onerror = function () {
        failed(request.error);
      };
    });
  }

  function inTime(promise) {
    return new Promise(function (done, failed) {
      setTimeout(failed, PATIENCE_MS, "the browser does not answer");
      promise.then(done, failed);
    });
  }

  /** What a database holds; `null` where there is none, and none is made. */
  function contents(name) {
    let isThere = true;
    const opened = new Promise(function (done) {
      const request = indexedDB.open(name);
      request.onupgradeneeded = function () {
        isThere = false;
        request.transaction.abort();
      };
      done(answer(request));
    });
    return opened.then(
      function (database) {
        const names = Array.prototype.slice.call(database.objectStoreNames);
        const stores = names.map(function (store) {
          return entries(database, store);
        });
        return Promise.all(stores).then(function (read) {
          database.close();
          return { name: name, stores: read };
        });
      },
      function (error) {
        if (isThere) throw error;
        return null;
      },
    );
  }

  function entries(database, name) {
    const store = database.transaction(name).objectStore(name);
    const both = [answer(store.getAllKeys()), answer(store.getAll())];
    return Promise.all(both).then(function (read) {
      const pairs = read[0].map(function (key, at) {
        return [String(key), written(read[1][at])];
      });
      return { name: name, entries: pairs };
    });
  }

  function everything() {
    const file = {
      format: "waymark-rescue",
      version: 1,
      made: Date.now(),
      agent: navigator.userAgent,
      texts: [],
      databases: [],
      missing: [],
    };
    try {
      file.texts = texts();
    } catch (error) {
      file.missing.push(["localStorage", words(error)]);
    }
    const read = DATABASES.map(function (name) {
      return inTime(contents(name)).then(
        function (database) {
          if (database) file.databases.push(database);
        },
        function (error) {
          file.missing.push([name, words(error)]);
        },
      );
    });
    return Promise.all(read).then(function () {
      return file;
    });
  }

  // ---- What the buttons do

  function save(say) {
    say("Reading…");
    everything()
      .then(function (file) {
        const blob = new Blob([JSON.stringify(file)], { type: "application/json" });
        const link = document.createElement("a");
        link.href = URL.createObjectURL(blob);
        link.download = "waymark-rescue-" + new Date().toISOString().slice(0, 10) + ".json";
        link.click();
        setTimeout(URL.revokeObjectURL, 60000, link.href);
        const size = Math.ceil(blob.size / 1024) + " KB.";
        const missing = file.missing.map(function (pair) {
          return pair[0] + " (" + pair[1] + ")";
        });
        if (missing.length === 0) say("The file has everything but pictures and sounds: " + size);
        else say("The file has " + size + " These could not be read: " + missing.join(", ") + ".");
      })
      .catch(function (error) {
        say("The file could not be made: " + words(error));
      });
  }

  function start() {
    history.replaceState(null, "", "#/");
    location.reload();
  }

  /** Has the program fetched anew: the stored copy of it goes, and nothing else. */
  function startAfresh(say) {
    const steps = [];
    // As the worker names the caches of its versions. Another holds files that were handed over.
    const versions = "waymark " + location.href.split(/[?#]/, 1)[0].replace(/[^/]*$/, "") + " ";
    if (navigator.serviceWorker) {
      const found = navigator.serviceWorker.getRegistration();
      steps.push(
        found.then(function (registration) {
          return registration && registration.unregister();
        }),
      );
    }
    if (window.caches) {
      steps.push(
        caches.keys().then(function (names) {
          const ours = names.filter(function (name) {
            return name.indexOf(versions) === 0;
          });
          return Promise.all(
            ours.map(function (name) {
              return caches.delete(name);
            }),
          );
        }),
      );
    }
    Promise.all(steps).then(start, function (error) {
      say("The browser did not do it: " + words(error));
    });
  }

  // ---- The page

  function element(tag, className, children) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    [].concat(children || []).forEach(function (child) {
      made.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
    });
    return made;
  }

  function button(className, name, act) {
    const made = element("button", className, name);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  /** Buttons, and the line in which they say what came of it. */
  function acts(buttons) {
    const line = element("p", "outcome");
    line.setAttribute("role", "status");
    const say = function (text) {
      line.textContent = text;
    };
    const made = buttons.map(function (of) {
      return button(of[0], of[1], function () {
        of[2](say);
      });
    });
    return [element("div", "row", made), line];
  }

  function heading() {
    if (!isAble) return "This browser cannot run Waymark";
    return cause ? "Waymark could not start" : "Safe mode";
  }

  function lead() {
    if (!isAble) {
      return (
        "Waymark needs JavaScript modules and WebAssembly. This browser is too old for them, or " +
        "they are switched off. Update the browser, or open Waymark in another one. What you " +
        "learned here is still here, and you can take it along."
      );
    }
    return (
      "What you learned is kept apart from the program and is still in this browser. Nothing on " +
      "this page deletes any of it. Save it as a file first; then try the rest."
    );
  }

  function panel(title, children) {
    const name = element("h2", "", title);
    name.id = "safe-" + title.toLowerCase().replace(/[^a-z]+/g, "-");
    const made = element("section", "panel", [name].concat(children));
    made.setAttribute("aria-labelledby", name.id);
    return made;
  }

  function report() {
    const scripts = Array.prototype.map.call(document.scripts, function (script) {
      return (script.getAttribute("src") || "").replace(/^\.\//, "");
    });
    const build = document.querySelector("meta[name=build]");
    const lines = [
      "cause: " + (cause || "none, opened by its address"),
      "browser: " + navigator.userAgent,
      "version: " + (build ? build.getAttribute("content") : "unknown"),
      "files: " + scripts.join(" "),
    ];
    return lines.map(function (line) {
      return element("p", "detail", line);
    });
  }

  function draw() {
    document.title = heading() + " · Waymark";
    const notice = element("section", cause || !isAble ? "notice notice-serious" : "notice", [
      element("h1", "", heading()),
      element("p", "", lead()),
    ]);
    if (cause) notice.appendChild(element("p", "detail", cause));
    notice.setAttribute("role", "alert");
    acts([["button primary", "Save everything as a file", save]]).forEach(function (part) {
      notice.appendChild(part);
    });
    const again = acts([
      ["button", "Try again", start],
      ["button", "Load the program anew", startAfresh],
    ]);
    const more = element("details", "section", [element("summary", "", element("span", "section-heading", "For a report"))]);
    report().forEach(function (line) {
      more.appendChild(line);
    });
    const main = element("main", "page", [
      notice,
      panel("Then", [
        element(
          "p",
          "",
          "Trying again helps when the connection failed. Loading the program anew removes the " +
            "copy of the program that this browser keeps, and fetches it from the network. Your " +
            "history and your roadmaps stay.",
        ),
      ].concat(again)),
      panel("What the file is for", [
        element(
          "p",
          "",
          "Keep it. Where Waymark starts, here later or in another browser, choose it under " +
            "Settings, Restore a backup: what is missing there is added, and nothing is removed.",
        ),
        element(
          "p",
          "",
          "The file holds all that you study, so give it only to somebody you trust. To report " +
            "the trouble, send the lines below instead to whoever runs this copy of Waymark.",
        ),
        more,
      ]),
    ]);
    place.textContent = "";
    place.appendChild(element("header", "frame-header", [element("span", "wordmark", "Waymark")]));
    place.appendChild(main);
  }

  draw();
})();
