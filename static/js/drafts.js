/* Keeps what is being typed as a draft on the server; nothing stays in the browser. Every form works without this. */

(() => {
  "use strict";

  const PAUSE = 2000; // after the last key, ms
  const GAP = 3000; // between two savings, and between two tries when one failed, ms
  const NOT_KEPT = new Set(["csrfmiddlewaretoken", "submission_key"]);

  const texts = () => document.querySelector("[data-draft-texts]")?.dataset;
  // As the pages tell the time, wherever the computer thinks it is.
  const CLOCK = { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Helsinki" };
  const clock = (moment) => moment.toLocaleTimeString(document.documentElement.lang, CLOCK);
  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

  class DraftKeeper {
    constructor(form) {
      this.form = form;
      this.keptAs = this.read();
      this.failed = ""; // "", "offline", "ended", "other" or "refused"
      this.failedSince = null;
      this.lastTry = 0;
      this.timer = null;
      this.saving = null;
      this.sent = false;
      this.state = document.createElement("p");
      this.state.className = "draft-state";
      this.state.setAttribute("role", "status");
      (form.querySelector(".form-actions") ?? form).append(this.state);
      form.addEventListener("input", () => this.plan());
      form.addEventListener("change", () => this.plan());
      form.addEventListener("focusout", () => this.save());
      form.addEventListener("submit", (event) => this.onSubmit(event));
      window.addEventListener("pagehide", () => this.save(true));
      window.addEventListener("online", () => this.save(true));
    }

    /** All fields by name with their values, those without any too. */
    read() {
      const fields = {};
      for (const element of this.form.elements) {
        if (!element.name || NOT_KEPT.has(element.name)) continue;
        if (["submit", "button", "file", "password", "reset", "image"].includes(element.type)) continue;
        const values = (fields[element.name] ??= []);
        if (element.type === "checkbox" || element.type === "radio") {
          if (element.checked) values.push(element.value);
        } else if (element.type === "select-multiple") {
          values.push(...[...element.selectedOptions].map((option) => option.value));
        } else {
          values.push(element.value);
        }
      }
      return JSON.stringify(fields);
    }

    get isChanged() {
      return this.read() !== this.keptAs;
    }

    plan(wait = PAUSE) {
      clearTimeout(this.timer);
      const soonest = this.lastTry + GAP - Date.now();
      // Who types without a pause is kept every GAP all the same.
      this.due ??= Date.now() + GAP;
      const pause = Math.min(Math.max(wait, 0), Math.max(this.due - Date.now(), 0));
      this.timer = setTimeout(() => this.save(), Math.max(pause, soonest, 0));
    }

    /** Keep the draft now; `atOnce` does not wait for the gap. Resolves when it is known how it went. */
    async save(atOnce = false) {
      if (this.sent || this.failed === "other") return;
      if (this.saving) return this.saving;
      if (!this.isChanged) return;
      if (!atOnce && Date.now() < this.lastTry + GAP) return this.plan(0);
      clearTimeout(this.timer);
      this.saving = this.send().finally(() => (this.saving = null));
      await this.saving;
      if (this.failed || this.isChanged) this.plan(this.failed ? GAP : PAUSE);
    }

    async send() {
      const content = this.read();
      const { draft: key, draftClient: client, draftAuthor: author } = this.form.dataset;
      this.lastTry = Date.now();
      this.due = null;
      let status = 0;
      try {
        const answer = await fetch(texts().url, {
          method: "POST",
          headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
          body: `{"key":${JSON.stringify(key)},"client":${client || null},"author":${author},"fields":${content}}`,
          // Outlives the page; the browser takes up to 64 kB so.
          keepalive: content.length < 20000,
          signal: AbortSignal.timeout?.(6000),
        });
        status = answer.status;
      } catch {
        status = 0;
      }
      this.tell({ 0: "offline", 204: "", 401: "ended", 409: "other" }[status] ?? "refused", content);
    }

    tell(failed, content) {
      const now = new Date();
      if (!failed) {
        this.keptAs = content;
        this.failedSince = null;
        const field = this.form.querySelector("[name=csrfmiddlewaretoken]");
        // After a new login the page's own token is stale; the form is sent with the one that just worked.
        if (field && token()) field.value = token();
      } else {
        this.failedSince ??= now;
      }
      this.failed = failed;
      this.show(failed || "kept", failed ? this.failedSince : now);
    }

    show(name, moment, before = "") {
      const words = before + texts()[name].replace("{time}", clock(moment));
      if (this.state.dataset.shows === words) return;
      this.state.dataset.shows = words;
      this.state.classList.toggle("is-bad", name !== "kept");
      this.state.textContent = words;
      if (name !== "ended") return;
      const link = document.createElement("a");
      link.href = texts().login;
      link.target = "_blank";
      link.textContent = texts().logIn;
      this.state.append(" ", link);
    }

    /** Nothing is sent into the void: without a line or a login the text stays on the page. */
    async onSubmit(event) {
      if (this.sent) return;
      if (!this.saving && !this.failed && !this.isChanged) {
        this.sent = true;
        return;
      }
      event.preventDefault();
      const button = event.submitter;
      await this.saving;
      await this.save(true);
      if (this.failed && this.failed !== "refused") {
        this.show(this.failed, this.failedSince, `${texts().notSent} `);
        this.state.scrollIntoView({ block: "nearest" });
        return;
      }
      this.sent = true;
      this.form.requestSubmit(button ?? undefined);
    }
  }

  const start = () => {
    for (const form of document.querySelectorAll("form[data-draft]")) new DraftKeeper(form);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
