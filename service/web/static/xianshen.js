"use strict";
/* Everything works without this file. With it: marks while typing, what is typed is kept as it is
   typed, one press of a button sends a form once, leaving with unsaved text asks first, and a release
   page follows its postings. The keys of reviewers are in desk.js. */

const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== "" && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/* ── the editor: a textarea over a mirror with <mark> ───────────────────────────────────────── */

class Editor {
  constructor(form) {
    this.form = form;
    this.box = one(".editor", form);
    this.area = one("textarea", this.box);
    this.mirror = one(".mirror", this.box);
    this.state = one(".live-state", document);
    this.list = one("ol.live", document);
    this.findings = [];
    this.turn = 0;
    this.box.classList.add("live");
    for (const part of all("[data-live]")) part.hidden = false;
    for (const part of all("[data-without-script]")) part.hidden = true;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.later(50));
    this.area.addEventListener("scroll", () => { this.mirror.scrollTop = this.area.scrollTop; });
    this.draw();
    this.later(50);
  }

  changed() {
    /* the old marks no longer fit behind the place of typing: keep those before it */
    const until = this.area.selectionStart - 1;
    if (document.activeElement === this.area) {
      this.findings = this.findings.filter((finding) => finding.field !== "body" || finding.end < until);
      this.draw();
    }
    this.later(600);
  }

  later(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.check(), milliseconds);
  }

  async check() {
    const turn = ++this.turn;
    const body = new URLSearchParams(new FormData(this.form));
    if (!body.get("body") && !body.get("title")) {
      this.show([]);
      this.say("边写边查：文字停顿片刻即自动检查。");
      return;
    }
    this.say("正在检查……");
    try {
      const answer = await fetch("/check", { method: "POST", body, headers: { Accept: "application/json" } });
      if (turn !== this.turn) return;
      const result = answer.headers.get("content-type")?.startsWith("application/json") ? await answer.json() : {};
      if (!answer.ok) {
        this.say(result.message || "检查没有完成，文字仍在本页；保存后会再检查一遍。");
        return;
      }
      this.show(result.findings);
      this.say(result.summary);
    } catch {
      if (turn === this.turn) this.say("连不上服务器，检查暂停；文字仍在本页，网络恢复后继续输入即会再查。");
    }
  }

  say(sentence) { this.state.textContent = sentence; }

  show(findings) {
    this.findings = findings;
    this.draw();
    const groups = new Map();
    for (const finding of findings) {
      const key = finding.rule + finding.message;
      groups.set(key, [...(groups.get(key) || []), finding]);
    }
    this.list.replaceChildren(...[...groups.values()].map((group) => this.item(group)));
  }

  /* one entry for all findings of a rule that say the same: many marks tire the eye */
  item(group) {
    const first = group[0];
    const places = group.slice(0, 8).map((finding) => make("div", {}, this.words(finding),
      make("span", { class: "aid" }, `　${finding.place}${this.advice(finding)}`)));
    const same = group.length > 1 ? make("span", { class: "aid" }, `　同类 ${group.length} 处`) : "";
    return make("li", {},
      make("span", { class: `badge ${first.severity}` }, first.label), " ",
      make("b", {}, first.name), same, make("div", {}, first.message), ...places,
      group.length > 8 ? make("div", { class: "aid" }, `其余 ${group.length - 8} 处见文中标记`) : "");
  }

  advice(finding) {
    const words = finding.suggestions.map((suggestion) => suggestion === "" ? "删去" : suggestion.includes("\n") ? "整列遮盖" : `改为“${suggestion}”`);
    return words.length ? `，建议${words.join("或")}` : "";
  }

  words(finding) {
    if (finding.field !== "body") return make("b", {}, finding.words || "（此处）");
    const jump = make("button", { type: "button", class: "jump" }, finding.words || "（此处）");
    jump.addEventListener("click", () => {
      this.area.focus();
      this.area.setSelectionRange(finding.start, finding.end);
      this.area.scrollTop = Math.max(0, this.offset(finding.start) - this.box.clientHeight / 3);
    });
    return jump;
  }

  offset(start) {
    const marks = all("mark", this.mirror);
    const nearest = marks.find((mark) => Number(mark.dataset.end) > start);
    return nearest ? nearest.offsetTop : 0;
  }

  draw() {
    const text = this.area.value;
    const parts = [];
    const shown = this.findings.filter((finding) => finding.field === "body");
    const edges = new Set([0, text.length]);
    for (const finding of shown) edges.add(finding.start).add(finding.end);
    const places = [...edges].filter((edge) => edge <= text.length).sort((a, b) => a - b);
    places.slice(0, -1).forEach((start, index) => {
      const end = places[index + 1];
      const over = shown.filter((finding) => finding.start <= start && finding.end >= end);
      const words = text.slice(start, end);
      if (!over.length) { parts.push(words); return; }
      const worst = over.reduce((a, b) => (b.rank < a.rank ? b : a));
      parts.push(make("mark", { class: worst.severity, "data-end": end }, words));
    });
    /* a last line break takes no room in a div unless something follows it */
    parts.push("\n");
    this.mirror.replaceChildren(...parts);
    this.mirror.scrollTop = this.area.scrollTop;
  }
}

/* ── what is typed is kept: by the server every few seconds, and here where it cannot be reached ── */

class Keeper {
  static EVERY = 3000;

  constructor(form) {
    this.form = form;
    this.state = one(".kept-state", form);
    this.place = `xianshen ${form.dataset.autosave} ${location.pathname}`;
    this.sent = this.text();
    form.addEventListener("input", () => this.soon());
    form.addEventListener("change", () => this.soon());
    form.addEventListener("submit", () => this.stop());
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.keep(); });
    addEventListener("pagehide", () => this.keep());
    this.offer();
  }

  text() { return new URLSearchParams(new FormData(this.form)).toString(); }

  soon() { this.timer ??= setTimeout(() => this.keep(), Keeper.EVERY); }

  stop() {
    clearTimeout(this.timer);
    this.done = true;
    this.flight?.abort();
    localStorage.removeItem(this.place);
  }

  async keep() {
    clearTimeout(this.timer);
    this.timer = undefined;
    const text = this.text();
    if (this.done || text === this.sent) return;
    this.flight = new AbortController();
    try {
      const answer = await fetch(this.form.dataset.autosave, {
        method: "POST", body: new URLSearchParams(text), keepalive: text.length < 60000,
        headers: { Accept: "application/json" }, signal: this.flight.signal });
      const result = answer.headers.get("content-type")?.startsWith("application/json") ? await answer.json() : null;
      if (!result) throw new TypeError("signed out");
      this.sent = text;
      localStorage.removeItem(this.place);
      this.say(result.message);
    } catch (error) {
      if (error.name === "AbortError") return;
      /* only what the form shows, and only until the server has it: no token, nobody else's text */
      const kept = [...new FormData(this.form)].filter(([name, value]) => name !== "csrf" && typeof value === "string");
      try { localStorage.setItem(this.place, JSON.stringify(kept)); } catch { /* full or forbidden: the form still has it */ }
      this.say("连不上服务器，文字暂存在这台电脑的浏览器里，网络恢复后会自动保存。");
      this.soon();
    }
  }

  offer() {
    const kept = localStorage.getItem(this.place);
    if (!kept) return;
    const use = make("button", { type: "button", class: "small" }, "放回文字");
    const drop = make("button", { type: "button", class: "small" }, "丢弃");
    const box = make("div", { class: "notice note row", role: "status" },
      make("p", {}, "这台电脑的浏览器里有上次没能存到服务器的文字。"), make("div", { class: "does" }, use, drop));
    use.addEventListener("click", () => {
      for (const [name, value] of JSON.parse(kept)) {
        const part = this.form.elements.namedItem(name);
        if (part && !["hidden", "checkbox"].includes(part.type) && "value" in part) part.value = value;
      }
      box.remove();
      this.form.dispatchEvent(new Event("input", { bubbles: true }));
    });
    drop.addEventListener("click", () => { localStorage.removeItem(this.place); box.remove(); });
    this.form.before(box);
  }

  say(sentence) { if (this.state) this.state.textContent = sentence; }
}

/* ── forms ──────────────────────────────────────────────────────────────────────────────────── */

function guardForms() {
  let sending = null;
  for (const form of all("form[method=post]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) { event.preventDefault(); return; }
      const question = event.submitter?.dataset.ask;
      if (question && !confirm(question)) { event.preventDefault(); return; }
      sending = form;
      form.dataset.sent = "yes";
      /* a disabled button would not be sent along, so it is disabled a moment later */
      setTimeout(() => { for (const button of all("button", form)) button.disabled = true; }, 0);
    });
  }
  addEventListener("pageshow", () => {
    sending = null;
    for (const form of all("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of all("button", form)) button.disabled = false;
    }
  });
  const written = all("textarea, form[data-keep] input[type=text]");
  addEventListener("beforeunload", (event) => {
    const unsaved = written.filter((field) => field.form !== sending && field.value !== field.defaultValue);
    if (unsaved.length) event.preventDefault();
  });
}

/* ── a finding and its mark light up together ───────────────────────────────────────────────── */

function linkMarks() {
  const light = (event, on) => {
    const holder = event.target.closest?.("[data-number], .found");
    if (!holder) return;
    const numbers = (holder.dataset.number || holder.id.replace("found-", "")).split(" ");
    for (const number of numbers) {
      one(`#found-${CSS.escape(number)}`)?.classList.toggle("lit", on);
      for (const mark of all(`mark[data-number~="${CSS.escape(number)}"]`)) mark.classList.toggle("lit", on);
    }
  };
  for (const [name, on] of [["mouseover", true], ["focusin", true], ["mouseout", false], ["focusout", false]]) {
    document.addEventListener(name, (event) => light(event, on));
  }
  addEventListener("hashchange", openTarget);
  openTarget();
}

function openTarget() {
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  for (let part = target && target.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
  if (target) target.scrollIntoView({ block: "nearest" });
}

/* ── a page whose postings are under way asks again ─────────────────────────────────────────── */

function follow() {
  const page = one("[data-follow]");
  if (!page) return;
  const busy = () => all("textarea").some((field) => field.value !== field.defaultValue);
  setTimeout(() => { if (busy()) follow(); else location.reload(); }, 3000);
}

const editing = one("form[data-editor]");
if (editing) new Editor(editing);
const keeping = one("form[data-autosave]");
if (keeping) new Keeper(keeping);
/* a shared computer keeps nothing of whoever leaves it */
one("form[action='/sign-out']")?.addEventListener("submit", () => localStorage.clear());
guardForms();
linkMarks();
follow();
for (const form of all("form[data-at-once]")) form.addEventListener("change", () => form.requestSubmit());
