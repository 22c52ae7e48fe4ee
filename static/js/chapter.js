/* Writing a chapter: toolbar, shortcuts, picker, text pasted from Word. The page works without this file. */

(() => {
  "use strict";

  const area = document.getElementById("id_text");
  const toolbar = document.querySelector("[data-toolbar]");
  const picker = document.getElementById("picker");
  if (!area || !toolbar) return;
  const words = toolbar.dataset;
  document.documentElement.classList.add("has-scripts");

  const say = (text) => {
    const state = toolbar.querySelector("[data-toolbar-state]");
    state.textContent = text;
    clearTimeout(say.timer);
    say.timer = setTimeout(() => (state.textContent = ""), 4000);
  };

  /** Put `text` in the place of what is selected, so that Ctrl+Z takes it back; select a part of it. */
  const put = (text, from = text.length, to = from) => {
    const start = area.selectionStart;
    area.focus();
    // The one way that keeps the browser's own undo; setRangeText where it is gone.
    if (!document.execCommand("insertText", false, text)) {
      area.setRangeText(text, start, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    area.setSelectionRange(start + from, start + to);
  };

  const selected = () => area.value.slice(area.selectionStart, area.selectionEnd);

  /** **words** around what is selected, or without them where they are already. */
  const wrap = (mark) => {
    const { selectionStart: start, selectionEnd: end, value } = area;
    const text = selected();
    const before = value.slice(start - mark.length, start);
    const doubled = mark === "*" && value.slice(start - 2, start) === "**" && value.slice(start - 3, start) !== "***";
    if (before === mark && value.slice(end, end + mark.length) === mark && !doubled) {
      area.setSelectionRange(start - mark.length, end + mark.length);
      put(text, 0, text.length);
      return;
    }
    const inner = text || words.words;
    put(`${mark}${inner}${mark}`, mark.length, mark.length + inner.length);
  };

  /** The lines that are selected, changed one by one. */
  const lines = (change) => {
    const start = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const next = area.value.indexOf("\n", area.selectionEnd);
    area.setSelectionRange(start, next < 0 ? area.value.length : next);
    const text = selected().split("\n").map(change).join("\n");
    put(text, text.includes("\n") ? 0 : text.length, text.length);
  };

  const MARK = /^(#{1,6} |- |\d+\. |> )/;
  const lead = (mark) => {
    let number = 0;
    lines((line) => {
      number += 1;
      const wanted = mark(number);
      const bare = line.replace(MARK, "");
      return line.startsWith(wanted) ? bare : wanted + bare;
    });
  };

  /** `text` as a paragraph of its own: with an empty line before and after it. */
  const putBlock = (text, from = text.length, to = from) => {
    const before = area.value.slice(0, area.selectionStart);
    const after = area.value.slice(area.selectionEnd);
    const head = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const tail = !after || after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
    put(head + text + tail, head.length + from, head.length + to);
  };

  const table = () => {
    const column = words.column;
    const text = `| ${column} 1 | ${column} 2 |\n| --- | --- |\n|  |  |\n|  |  |`;
    putBlock(text, 2, 2 + column.length + 2);
  };

  const link = () => {
    const text = selected() || words.words;
    if (/^(https?:\/\/|mailto:)\S+$/.test(text)) {
      put(`[${words.words}](${text})`, 1, 1 + words.words.length);
    } else {
      const address = "https://";
      put(`[${text}](${address})`, text.length + 3, text.length + 3 + address.length);
    }
  };

  const DO = {
    heading: () => lead(() => "# "),
    bold: () => wrap("**"),
    italic: () => wrap("*"),
    list: () => lead(() => "- "),
    numbered: () => lead((number) => `${number}. `),
    quotation: () => lead(() => "> "),
    link,
    table,
  };

  toolbar.hidden = false;
  toolbar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.do) DO[button.dataset.do]();
    if (button?.dataset.pick) openPicker(button.dataset.pick);
  });
  // One stop for the tabulator, arrows within, as a toolbar has it.
  const buttons = [...toolbar.querySelectorAll("button")];
  const stop = (button) => buttons.forEach((one) => (one.tabIndex = one === button ? 0 : -1));
  stop(buttons[0]);
  toolbar.addEventListener("focusin", (event) => buttons.includes(event.target) && stop(event.target));
  toolbar.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    buttons[(next + buttons.length) % buttons.length].focus();
  });

  const SHORTCUTS = { b: "bold", i: "italic", k: "link" };
  area.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey)) {
      if (event.key === "Enter" && !event.shiftKey) goOnWithList(event);
      return;
    }
    let name = event.shiftKey || event.altKey ? "" : SHORTCUTS[event.key.toLowerCase()];
    if (event.shiftKey && event.code === "Digit8") name = "list";
    if (event.shiftKey && event.code === "Digit7") name = "numbered";
    if (event.altKey && event.code === "Digit1") name = "heading";
    if (!name) return;
    event.preventDefault();
    DO[name]();
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s" || event.altKey) return;
    event.preventDefault();
    area.form.requestSubmit(area.form.querySelector("[data-save]"));
  });

  /** Enter in a list begins its next item; on an empty item it ends the list. */
  const goOnWithList = (event) => {
    if (area.selectionStart !== area.selectionEnd || event.isComposing) return;
    const start = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const line = area.value.slice(start, area.selectionStart);
    const [, indent, mark, text] = line.match(/^(\s*)(- |\d+\. |> )(.*)$/) ?? [];
    if (mark === undefined) return;
    event.preventDefault();
    if (!text.trim()) {
      area.setSelectionRange(start, area.selectionStart);
      document.execCommand("delete") || put("");
      return;
    }
    const next = /^\d/.test(mark) ? `${Number.parseInt(mark, 10) + 1}. ` : mark;
    put(`\n${indent}${next}`);
  };

  // The picker: a dialog over the text, which the server fills.
  const openPicker = (address) => {
    if (!picker.querySelector("[data-closes]")) {
      const close = document.createElement("button");
      Object.assign(close, { type: "button", className: "btn btn-secondary btn-sm picker-close" });
      close.textContent = picker.dataset.close;
      close.dataset.closes = "";
      picker.prepend(close);
    }
    window.htmx.ajax("GET", address, { target: "#picker-content", swap: "innerHTML" }).then(() => {
      if (!picker.open) picker.showModal();
      picker.querySelector("[type=search]")?.focus();
    });
  };
  picker.addEventListener("click", (event) => {
    if (event.target.closest("[data-closes]") || event.target === picker) picker.close();
  });
  picker.addEventListener("close", () => area.focus());

  const showInserts = (root) => {
    for (const button of root.querySelectorAll("[data-insert][hidden]")) button.hidden = false;
  };
  showInserts(document);
  document.addEventListener("htmx:afterSwap", (event) => showInserts(event.detail.target));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (!button) return;
    if (picker.open) picker.close();
    const { insert, caret } = button.dataset;
    const at = caret === undefined ? insert.length : Number(caret);
    if ("block" in button.dataset) putBlock(insert, at);
    else put(insert);
    say(words.inserted);
    document.body.dispatchEvent(new Event("chapter:changed"));
  });
  // The links of the help open the same dialog.
  for (const help of document.querySelectorAll(".chapter-help a")) {
    help.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      openPicker(help.getAttribute("href"));
    });
  }

  // Pasted from Word or a page: the server makes our marks of it.
  const IS_FORMATTED = /<(h[1-6]|ul|ol|li|table|b|strong|i|em|a)\b|mso-list|font-weight/i;
  area.addEventListener("paste", async (event) => {
    const html = event.clipboardData?.getData("text/html") ?? "";
    const plain = event.clipboardData?.getData("text/plain") ?? "";
    if (!IS_FORMATTED.test(html)) return;
    event.preventDefault();
    say(words.pasting);
    const body = new FormData();
    body.append("html", new Blob([html], { type: "text/html" }), "paste.html");
    let text = plain;
    try {
      const token = area.form.querySelector("[name=csrfmiddlewaretoken]").value;
      const answer = await fetch(words.paste, { method: "POST", body, headers: { "X-CSRFToken": token } });
      if (answer.ok && !answer.redirected) text = await answer.text();
    } catch {
      // Without a line the words themselves are pasted.
    }
    if (text.includes("\n")) putBlock(text);
    else put(text);
    say(words.pasted);
  });
})();
