/* The counter by keyboard, and small comforts of its form. Every page works without this file. */

(() => {
  "use strict";

  const texts = () => document.getElementById("counter-texts")?.dataset ?? {};
  const form = () => document.getElementById("visit-form");
  const search = () => document.getElementById("id_people");
  const results = () => document.getElementById("results");
  const people = () => document.getElementById("people");
  const say = (text) => {
    const live = document.getElementById("counter-live");
    if (live) live.textContent = text;
  };
  const isTextField = (element) =>
    element.matches?.("textarea, select, input:not([type=checkbox], [type=radio], [type=submit], [type=button])");

  // Themes: what was chosen first is the main one.

  const chosenThemes = [];

  const markMain = () => {
    const group = document.querySelector("[data-themes]");
    if (!group) return;
    const select = group.querySelector("select");
    const ticked = [...group.querySelectorAll("input:checked")].map((box) => box.value);
    // What the page came with: the main theme first, the rest in the list's order.
    ticked.sort((a, b) => (b === select.value) - (a === select.value));
    const order = [...chosenThemes.filter((value) => ticked.includes(value))];
    order.push(...ticked.filter((value) => !order.includes(value)));
    chosenThemes.splice(0, chosenThemes.length, ...order);
    select.value = order[0] ?? "";
    for (const box of group.querySelectorAll("input")) {
      const chip = box.closest(".chip");
      chip.querySelector(".chip-main")?.remove();
      if (order.length < 2 || box.value !== order[0]) continue;
      const mark = document.createElement("span");
      mark.className = "chip-main";
      mark.textContent = texts().main;
      chip.append(mark);
    }
  };

  // Minutes: a tapped value and a typed one exclude each other; a tapped one goes off when tapped again.

  const onMinutes = (target) => {
    const typed = document.getElementById("id_minutes");
    if (target === typed && typed.value) {
      for (const radio of form().querySelectorAll("[name=minutes_usual]")) radio.checked = false;
    } else if (target.name === "minutes_usual" && typed) {
      typed.value = "";
    }
  };

  // People: a box that is unticked leaves at once.

  const onUnpick = (box) => {
    const chip = box.closest("li");
    const list = chip.closest("ul");
    say(`${chip.querySelector(".person-name").textContent} ${texts().removed}`);
    chip.remove();
    if (!list.querySelector(".is-over-age")) people().querySelector(".age-reason")?.remove();
    if (!list.children.length) list.remove();
    search().focus();
  };

  const firstTheme = () => document.querySelector("[data-themes] input");

  const onPicked = () => {
    const anonymous = document.getElementById("id_anonymous");
    if (anonymous) anonymous.checked = false;
    const last = [...people().querySelectorAll(".person-name")].at(-1);
    say(last ? `${last.textContent} ${texts().picked}` : "");
    // Whoever types the next name already, or taps the themes, is not disturbed.
    if (document.activeElement === search()) return;
    search().value = "";
    const reason = people().querySelector(".age-reason input");
    if (reason) reason.focus();
    else if (document.activeElement === document.body) firstTheme()?.focus();
  };

  const onAnonymous = (box) => {
    if (box.checked) form().querySelector("[name=met_before]")?.focus();
  };

  // Hits: arrows walk through them, Enter in the search box takes the first, Escape goes back to the box.

  const hits = () => [...results().querySelectorAll("button[name=pick]")];

  const walk = (step) => {
    const stops = [search(), ...results().querySelectorAll("button")];
    const at = stops.indexOf(document.activeElement);
    if (at < 0) return false;
    stops[Math.min(Math.max(at + step, 0), stops.length - 1)].focus();
    return true;
  };

  const areCurrent = () => results().querySelector(".found")?.dataset.query === search().value.trim();

  const takeFirst = () => {
    // Hits of an earlier, shorter word might be of somebody else.
    if (areCurrent() && hits().length) hits()[0].click();
    else waitingForHits = true;
  };
  let waitingForHits = false;

  const onResults = () => {
    if (waitingForHits && areCurrent()) {
      waitingForHits = false;
      hits()[0]?.focus();
    }
    results().querySelector("[data-creation] input[type=text]")?.focus();
  };

  // The keyboard

  const press = (element) => {
    if (isTextField(element)) element.focus();
    else element.click();
  };

  const onShortcut = (event) => {
    if (event.altKey && !event.ctrlKey && !event.metaKey && event.code.startsWith("Key")) {
      const target = document.querySelector(`[data-key="${event.code.slice(3).toLowerCase()}"]`);
      if (!target) return false;
      press(target);
      return true;
    }
    if (event.altKey || event.ctrlKey || event.metaKey || isTextField(event.target)) return false;
    const target = /^[0-9]$/.test(event.key)
      ? form().querySelector(`[aria-keyshortcuts="${event.key}"]`)
      : event.key === "/" && search();
    if (!target) return false;
    press(target);
    if (target !== search()) target.focus();
    return true;
  };

  const onEnter = (event) => {
    if (event.ctrlKey || event.metaKey) {
      form().requestSubmit(document.getElementById("save"));
      return true;
    }
    const field = event.target;
    if (!field.matches?.("input:not([type=submit], [type=button])") || field.form !== form()) return false;
    if (field === search()) {
      if (field.value.trim()) takeFirst();
    } else {
      field.closest("[data-creation]")?.querySelector("button").click();
    }
    // Elsewhere Enter would press the form's first button, the one that searches.
    return true;
  };

  const onArrow = (event) =>
    (event.target === search() || results().contains(event.target)) &&
    !(isTextField(event.target) && event.target !== search()) &&
    walk(event.key === "ArrowDown" ? 1 : -1);

  const onEscape = (event) => {
    if (!results().contains(event.target) && event.target !== search()) return false;
    if (!results().children.length) return false;
    results().replaceChildren();
    search().focus();
    return true;
  };

  const keys = { Enter: onEnter, ArrowDown: onArrow, ArrowUp: onArrow, Escape: onEscape };

  document.addEventListener("keydown", (event) => {
    if (!form() || event.isComposing) return;
    if ((keys[event.key] ?? onShortcut)(event)) event.preventDefault();
  });

  document.addEventListener("change", (event) => {
    const target = event.target;
    if (target.closest("[data-themes]")) {
      if (target.type === "checkbox" && target.checked) chosenThemes.push(target.value);
      markMain();
    }
    if (target.name?.startsWith("minutes")) onMinutes(target);
    if (target.name === "people" && !target.checked) onUnpick(target);
    if (target.id === "id_anonymous") onAnonymous(target);
  });

  document.addEventListener("input", (event) => {
    if (event.target.id === "id_minutes") onMinutes(event.target);
    if (event.target.id === "filter-experts") filterExperts(event.target);
    if (event.target === search()) waitingForHits = false;
  });

  const filterExperts = (box) => {
    const wanted = box.value.trim().toLowerCase();
    for (const row of box.closest("[data-filter]").querySelectorAll(".choice")) {
      row.hidden = !row.textContent.toLowerCase().includes(wanted) && !row.querySelector(":checked");
    }
  };

  // Logging in again in another tab gives a new token; the page that stayed open takes it over.
  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];

  document.addEventListener("submit", (event) => {
    const field = event.target.querySelector("[name=csrfmiddlewaretoken]");
    if (field) field.value = token() ?? field.value;
  });

  document.addEventListener("htmx:configRequest", (event) => {
    if (token()) event.detail.headers["X-CSRFToken"] = token();
  });

  // A note that cannot be saved is not sent: it stays where it is.
  document.addEventListener("submit", (event) => {
    const note = document.getElementById("id_note");
    if (event.target !== form() || !note || note.value.length <= Number(note.dataset.longest)) return;
    event.preventDefault();
    note.setCustomValidity(texts().noteTooLong);
    note.closest("details").open = true;
    note.reportValidity();
    note.addEventListener("input", () => note.setCustomValidity(""), { once: true });
  });

  // Talking with the server

  document.addEventListener("ohjaamo:picked", onPicked);

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target.id === "results") onResults();
    if (event.detail.target.id === "visit-form") start();
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!event.detail.elt.matches("button[name=pick]")) return;
    // At once, so that the next keys are right even before the answer is here: numbers are themes now.
    search().value = "";
    firstTheme()?.focus();
  });

  // The column is not touched while somebody is in it, nor asked for while nobody looks.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const column = document.getElementById("today");
    if (event.detail.elt !== column) return;
    if (document.hidden || column.contains(document.activeElement)) event.preventDefault();
  });

  const tell = (text) => {
    const messages = document.getElementById("messages");
    if (!messages || messages.textContent.includes(text)) return;
    const alert = document.createElement("div");
    alert.className = "alert alert-warning";
    alert.textContent = text;
    messages.replaceChildren(alert);
  };

  // An answer from another page than the one asked is the login page: the session has ended.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const asked = new URL(event.detail.requestConfig.path, location.href);
    const answered = event.detail.xhr.responseURL && new URL(event.detail.xhr.responseURL);
    if (!answered || answered.pathname === asked.pathname) return;
    event.detail.shouldSwap = false;
    tell(texts().loggedOut);
  });

  // A late answer to an older search, or to the one from which the panel for adding was opened, changes nothing.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { elt, formData } = event.detail.requestConfig;
    if (elt !== search()) return;
    const asked = formData.get("q").trim();
    const isOld = asked !== search().value.trim();
    if (isOld || asked === results().querySelector("[name=asked]")?.value) event.detail.shouldSwap = false;
  });

  for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, () => tell(texts().failed));
  }

  const start = () => {
    chosenThemes.length = 0;
    markMain();
  };

  document.addEventListener("DOMContentLoaded", start);
})();
