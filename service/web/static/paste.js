"use strict";
/* Pasting into the text of a draft: headings, lists and tables keep their lines, links and hidden
   blocks come along as items that can be dropped. Without this file the plain text is pasted. */

{
  const form = document.querySelector("form[data-editor]");
  const area = form?.querySelector("textarea#body");
  const list = form?.querySelector("ul.pasted");
  const state = form?.querySelector(".paste-state");

  const MOST_LINES = 1000;

  /* execCommand, old as it is, is the one way that keeps the browser's undo; it takes seconds for
     thousands of lines */
  function put(text) {
    area.focus();
    if (text.split("\n", MOST_LINES + 1).length <= MOST_LINES && document.execCommand("insertText", false, text)) return;
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function say(sentence) { if (state) state.textContent = sentence; }

  function add(item) {
    const key = `pasted-${list.children.length}-${Date.now()}`;
    const box = Object.assign(document.createElement("input"),
      { type: "checkbox", name: "pasted", value: item.value, checked: true, id: key });
    const label = Object.assign(document.createElement("label"), { htmlFor: key, className: "tick", textContent: item.label });
    const row = document.createElement("li");
    row.append(box, label);
    list.append(row);
    list.closest("fieldset").hidden = false;
  }

  area?.addEventListener("paste", async (event) => {
    const html = event.clipboardData?.getData("text/html") || "";
    const plain = event.clipboardData?.getData("text/plain") || "";
    if (!html || html.length > 8_000_000) return;
    event.preventDefault();
    say("正在整理粘贴的内容……");
    let told = null;
    try {
      const body = new URLSearchParams({ csrf: form.elements.csrf.value, html });
      const answer = await fetch("/paste", { method: "POST", body, headers: { Accept: "application/json" } });
      if (answer.headers.get("content-type")?.startsWith("application/json")) told = await answer.json();
      if (!answer.ok) { say(told?.message || ""); told = null; }
    } catch {
      say("连不上服务器，只带入了纯文字。");
    }
    if (told === null) { put(plain); return; }
    /* a page that shows its text by means of its own says nothing here: better its words than none */
    put(told.text || plain);
    told.items.forEach(add);
    say(told.message);
    form.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
