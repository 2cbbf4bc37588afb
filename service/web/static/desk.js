"use strict";
/* The reviewer's desk by keyboard, the countdown of who has a draft, and comments on what is
   selected. Everything can be done without it; nothing here listens while somebody types. */

(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

  /* ── rows of a list ── */
  const rows = all("table[data-rows] tbody tr");
  let at = -1;
  function goRow(step) {
    if (!rows.length) return;
    rows[at]?.classList.remove("at");
    at = Math.min(rows.length - 1, Math.max(0, at + step));
    rows[at].classList.add("at");
    one("td.title a", rows[at])?.focus({ preventScroll: true });
    rows[at].scrollIntoView({ block: "nearest" });
  }

  /* ── findings of a page ── */
  const found = all(".found");
  let place = -1;
  function goFinding(step) {
    if (!found.length) return;
    place = (place + step + found.length) % found.length;
    const here = found[place];
    for (let part = here.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
    const link = one(".place, a", here);
    here.scrollIntoView({ block: "center" });
    link?.focus({ preventScroll: true });
    const mark = one(`mark[data-number~="${CSS.escape(here.id.replace("found-", ""))}"]`);
    mark?.closest("details")?.setAttribute("open", "");
    mark?.scrollIntoView({ block: "center" });
  }

  const sign = one("form[data-sign]");
  function decide(value) {
    const button = sign && one(`button[value=${value}]`, sign);
    if (!button) return;
    button.scrollIntoView({ block: "center" });
    /* a letter signs nothing: it leads to the button, and Enter there is the signature */
    const opinion = one("textarea", sign);
    if (value === "send_back" && opinion && !opinion.value.trim()) opinion.focus();
    else button.focus();
  }

  const listKeys = [
    ["j / k", "下一行 / 上一行"], ["Enter", "打开这一篇"], ["x", "勾选这一篇"], ["c", "认领所选"],
  ];
  const pageKeys = [
    ["n / p", "下一处 / 上一处问题"], ["s", "到“签字”按钮，再按 Enter 才签"], ["b", "退回：到意见框，写了理由再到按钮"],
    ["m", "写批注（先选中文字）"], ["u", "回到待审列表"],
  ];
  const actions = {
    j: rows.length && (() => goRow(1)),
    k: rows.length && (() => goRow(-1)),
    x: rows.length && (() => { const box = rows[at] && one("input[type=checkbox]", rows[at]); if (box && !box.disabled) box.checked = !box.checked; }),
    c: rows.length && (() => one("form[action='/approvals/claim'] .does button")?.focus()),
    n: found.length && (() => goFinding(1)),
    p: found.length && (() => goFinding(-1)),
    s: sign && (() => decide("pass")),
    b: sign && (() => decide("send_back")),
    m: one("[data-comment]") && (() => { openComment(); one("#words")?.focus(); }),
    u: sign && (() => location.assign("/approvals")),
    "?": () => help(),
  };

  function help() {
    let box = one("dialog.keys");
    if (!box) {
      box = document.createElement("dialog");
      box.className = "keys";
      box.setAttribute("aria-label", "键盘操作");
      const title = document.createElement("h2");
      title.textContent = "键盘操作";
      const list = document.createElement("dl");
      for (const [keys, what] of [...(rows.length ? listKeys : []), ...(sign || found.length ? pageKeys : []), ["?", "打开这个说明；Esc 关闭"]]) {
        const term = document.createElement("dt"), told = document.createElement("dd"), key = document.createElement("kbd");
        key.textContent = keys;
        term.append(key);
        told.textContent = what;
        list.append(term, told);
      }
      const form = document.createElement("form"), close = document.createElement("button");
      form.method = "dialog";
      close.textContent = "关闭";
      form.append(close);
      const note = document.createElement("p");
      note.className = "aid";
      note.textContent = "在输入框里打字时，这些键不起作用。";
      box.append(title, list, note, form);
      document.body.append(box);
    }
    box.showModal();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented) return;
    if (typing(event.target) || one("dialog[open]")) return;
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  const keys = one("#keys");
  if (keys) {
    keys.hidden = false;
    keys.addEventListener("click", help);
  }

  /* ── who has this draft: told every half minute, counted down every second ── */
  const hold = one("[data-hold]");
  if (hold) {
    const csrf = one("input[name=csrf]").value;
    const left = one("[data-left]", hold);
    let mine = !one("form[action$='/take-over']", hold), until = hold.dataset.until ? new Date(hold.dataset.until) : null;
    const count = () => {
      if (!until) return;
      const seconds = Math.max(0, Math.round((until - Date.now()) / 1000));
      left.textContent = mine ? "" : `，还有 ${Math.floor(seconds / 60)} 分 ${seconds % 60} 秒`;
      if (!seconds && !mine) look();
    };
    const look = async () => {
      if (document.hidden) return;
      try {
        const answer = await fetch(hold.dataset.hold, { method: "POST", body: new URLSearchParams({ csrf }), headers: { Accept: "application/json" } });
        if (!answer.ok) return;
        const told = await answer.json();
        const was = mine;
        mine = !told.held || told.mine;
        until = told.held ? new Date(told.until) : null;
        /* whoever was reading alone is told as soon as somebody else has it */
        if (was && !mine) {
          one("[data-who]", hold).textContent = `${told.name}${told.claimed ? "已认领" : "正在看"}这篇稿件；要由您来审请刷新页面后接手`;
          hold.classList.replace("note", "warn");
          hold.hidden = false;
        } else if (!was && mine) {
          one("[data-who]", hold).textContent = "这篇稿件现在没有别人在看";
        }
      } catch { /* the next time it may be reached */ }
    };
    look();
    setInterval(look, 30000);
    setInterval(count, 1000);
    count();
  }

  /* ── comments: the selected words go into the form with their place ── */
  const comment = one("[data-comment]");
  function openComment() {
    comment.closest("details").open = true;
    comment.scrollIntoView({ block: "nearest" });
  }
  if (comment) {
    for (const part of all("[data-live]", comment)) part.hidden = false;
    document.addEventListener("selectionchange", () => {
      const selection = getSelection();
      const words = selection.toString();
      const body = selection.anchorNode?.parentElement?.closest(".text.body");
      if (!words.trim() || !body || !body.contains(selection.focusNode) || words.length > 500) return;
      const before = document.createRange();
      before.selectNodeContents(body);
      const range = selection.getRangeAt(0);
      before.setEnd(range.startContainer, range.startOffset);
      comment.elements.passage.value = words;
      comment.elements.field.value = "body";
      /* code points, as the server counts, not UTF-16 units */
      comment.elements.start.value = [...before.toString()].length;
    });
    comment.elements.passage.addEventListener("input", () => { comment.elements.start.value = ""; comment.elements.field.value = ""; });
  }
})();
