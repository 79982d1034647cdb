// What pages do with a script. Every one of them works without it; nothing here is needed, everything here is kind.

const $ = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

function kept(store, key, value) {
  // A browser that keeps nothing (private window, full disk) is no reason to stop.
  try {
    if (value === undefined) return store.getItem(key);
    if (value === null) store.removeItem(key); else store.setItem(key, value);
  } catch { /* nothing kept */ }
  return null;
}

function later(wait, act) {
  let timer;
  return (...given) => { clearTimeout(timer); timer = setTimeout(() => act(...given), wait); };
}

// Light and dark

function theme() {
  const root = document.documentElement;
  const dark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  for (const button of all("[data-theme-toggle]")) {
    button.hidden = false;
    button.setAttribute("aria-pressed", String(dark()));
    button.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      kept(localStorage, "theme", root.dataset.theme);
      for (const other of all("[data-theme-toggle]")) other.setAttribute("aria-pressed", String(dark()));
    });
  }
}

// What opens from the header closes on Escape, and when one looks elsewhere

function menus() {
  for (const details of all("details.menu, details.pop")) {
    details.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !details.open) return;
      details.open = false;
      $("summary", details).focus();
    });
    document.addEventListener("click", (event) => { if (!details.contains(event.target)) details.open = false; });
  }
}

// The slider says the year while it moves and goes there when let go

function slider() {
  for (const form of all("form[data-asof]")) {
    const range = $("input[type=range]", form);
    const shown = $("output", form);
    const last = shown.textContent;
    range.addEventListener("input", () => { shown.textContent = range.value; });
    range.addEventListener("blur", () => { if (range.value === range.defaultValue) shown.textContent = last; });
    range.addEventListener("pointerup", () => range.value !== range.defaultValue && form.requestSubmit());
    range.addEventListener("change", later(600, () => range.value !== range.defaultValue && form.requestSubmit()));
  }
}

// A list that opens under a text field (WAI-ARIA combobox): arrows, Enter, Escape, pointer

function combobox(input, list, source, line, choose) {
  let found = [];
  let at = -1;
  let asked = 0;
  list.hidden = true;
  const close = () => { list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const mark = (next) => {
    at = found.length ? (next + found.length) % found.length : -1;
    [...list.children].forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
    if (at < 0) return;
    list.children[at].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", list.children[at].id);
  };
  const take = (n) => { const one = found[n]; close(); choose(one); };
  const show = (rows) => {
    found = rows;
    list.replaceChildren(...rows.map((row, n) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${n}`;
      option.role = "option";
      option.setAttribute("aria-selected", "false");
      option.append(...line(row));
      option.addEventListener("pointerdown", (event) => { event.preventDefault(); take(n); });
      return option;
    }));
    list.hidden = !rows.length;
    input.setAttribute("aria-expanded", String(rows.length > 0));
  };
  const ask = later(120, async () => {
    const words = input.value.trim();
    const turn = ++asked;
    if (!words) { close(); return; }
    const address = new URL(source, location.href);
    address.searchParams.set("q", words);
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (answer.ok && turn === asked) show(await answer.json());
    } catch { close(); }
  });
  input.addEventListener("input", ask);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // Enter belongs to the input method while Chinese is being written
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) ask(); else mark(at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1));
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      take(at);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "Tab") close();
  });
  input.addEventListener("blur", () => { asked++; close(); });
  return { close };
}

function small(words) {
  const element = document.createElement("small");
  element.textContent = words;
  return element;
}

let choosers = 0;

function chooser(holder) {
  if (holder.dataset.ready) return;
  holder.dataset.ready = "yes";
  const [input, key] = all("input", holder);
  const list = document.createElement("ul");
  list.id = `chooser-${++choosers}`;
  list.role = "listbox";
  list.hidden = true;
  holder.append(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) input.setAttribute(name, value);
  const said = () => holder.classList.toggle("is-chosen", Boolean(key.value));
  input.addEventListener("input", () => { key.value = ""; said(); });
  combobox(input, list, holder.dataset.source, (row) => (row.hint ? [row.label, small(row.hint)] : [row.label]), (row) => {
    input.value = row.label;
    key.value = row.key;
    said();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  said();
}

// Ctrl-K: find and go

function palette() {
  const dialog = $("#palette");
  if (!dialog) return;
  const input = $("input", dialog);
  const list = $("ul", dialog);
  const source = new URL(dialog.dataset.source, location.href);
  const on = new URLSearchParams(location.search).get("on");
  if (on) source.searchParams.set("on", on);
  const line = (row) => [...(row.kind ? [small(row.kind)] : []), row.label, small(row.hint || "")];
  combobox(input, list, source, line, (row) => location.assign(row.href));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.defaultPrevented && !event.isComposing && input.value.trim()) {
      location.assign(`/search/?${new URLSearchParams({ q: input.value.trim(), ...(on ? { on } : {}) })}`);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (dialog.open) { dialog.close(); return; }
    dialog.showModal();
    input.select();
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
}

// A date is shown as it was understood

function understood(input) {
  if (input.dataset.ready) return;
  input.dataset.ready = "yes";
  const output = document.createElement("output");
  output.className = "understood";
  output.htmlFor = input.id;
  input.after(output);
  const ask = later(250, async () => {
    const text = input.value.trim();
    if (!text) { output.textContent = ""; return; }
    const address = new URL(input.dataset.understood || "/dates/understood/", location.href);
    address.searchParams.set("text", text);
    if ("span" in input.dataset) address.searchParams.set("as", "span");
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const said = await answer.json();
      if (input.value.trim() !== text) return;
      output.classList.toggle("is-wrong", Boolean(said.error));
      output.textContent = said.error || [said.words_understood, said.note].filter(Boolean).join(" · ");
    } catch { output.textContent = ""; }
  });
  input.addEventListener("input", ask);
  if (input.value) ask();
}

// One more row in a formset

function addRow(set) {
  const total = $(`[name="${set.dataset.formset}-TOTAL_FORMS"]`, set);
  const held = document.createElement("div");
  held.innerHTML = $("template", set).innerHTML.replaceAll("__prefix__", total.value);
  const row = held.firstElementChild;
  $(".rows", set).append(row);
  total.value = String(Number(total.value) + 1);
  enliven(row);
  return row;
}

function formset(set) {
  const button = $("[data-add]", set);
  button.hidden = false;
  button.addEventListener("click", () => $("input:not([type=hidden]), select, textarea", addRow(set))?.focus());
}

// What was typed survives a closed tab

const DRAFT = "draft:";
const DAYS_KEPT = 14;

function written(form) {
  return [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string" && form.elements[name]?.type !== "password");
}

function fill(form, values) {
  for (const set of all("[data-formset]", form)) {
    const wanted = Number(values.find(([name]) => name === `${set.dataset.formset}-TOTAL_FORMS`)?.[1] || 0);
    for (let n = Number($(`[name="${set.dataset.formset}-TOTAL_FORMS"]`, set).value); n < Math.min(wanted, 200); n++) addRow(set);
  }
  for (const field of form.elements) {
    if (!field.name || field.name === "csrfmiddlewaretoken" || ["password", "file", "submit", "button"].includes(field.type)) continue;
    const given = values.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "checkbox" || field.type === "radio") field.checked = given.includes(field.value);
    else if (field.multiple && field.options) for (const option of field.options) option.selected = given.includes(option.value);
    else if (given.length) field.value = given[0];
  }
}

function draft(form) {
  const key = DRAFT + form.dataset.draft;
  const initial = JSON.stringify(written(form));
  const stored = JSON.parse(kept(localStorage, key) || "null");
  const old = stored && Date.now() - stored.at > DAYS_KEPT * 86_400_000;
  const returned = "returned" in form.dataset || Boolean($(".summary", form)); // the server sent it back with what is wrong: that is newer than the draft
  if (stored && !old && !returned && JSON.stringify(stored.values) !== initial) {
    fill(form, stored.values);
    const notice = $("#draft-notice").content.cloneNode(true);
    $("button", notice).addEventListener("click", () => { kept(localStorage, key, null); location.reload(); });
    form.prepend(notice);
  } else if (stored && (old || !returned)) kept(localStorage, key, null);
  const keep = later(300, () => {
    const values = written(form);
    kept(localStorage, key, JSON.stringify(values) === initial ? null : JSON.stringify({ at: Date.now(), values }));
  });
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  form.addEventListener("submit", () => kept(sessionStorage, "submitted", key));
}

function settleDrafts() {
  // A form that was sent and did not come back with errors was accepted; a page of refusal settles nothing.
  const sent = kept(sessionStorage, "submitted");
  if (!sent || document.body.classList.contains("refusal")) return;
  kept(sessionStorage, "submitted", null);
  const again = all("form[data-draft]").find((form) => DRAFT + form.dataset.draft === sent);
  if (!again || !$(".summary", again)) kept(localStorage, sent, null);
}

// Long work: ask for the same part again until it comes without an address to ask

function poll(part) {
  setTimeout(async () => {
    if (!part.isConnected) return;
    try {
      const answer = await fetch(part.dataset.poll, { headers: { Accept: "text/html" } });
      if (!answer.ok) { poll(part); return; }
      const held = document.createElement("div");
      held.innerHTML = await answer.text();
      const next = [...held.children];
      part.replaceWith(...held.childNodes);
      next.forEach(enliven);
    } catch { poll(part); }
  }, 2000);
}

// A frame that does not scroll need not be a stop for the keyboard

function frames() {
  for (const frame of all(".scroll[tabindex]")) if (frame.scrollWidth <= frame.clientWidth + 1) frame.removeAttribute("tabindex");
}

// A time line wider than the window begins at the day of the page, and its lanes keep their names in sight

function timelines() {
  for (const picture of all(".scroll > .timeline")) {
    const frame = picture.parentElement;
    if (frame.scrollWidth <= frame.clientWidth + 1) continue;
    const line = $(".now path", picture);
    frame.addEventListener("scroll", () => {
      const moved = frame.scrollLeft * (picture.viewBox.baseVal.width / picture.clientWidth);
      for (const name of all(".name", picture)) name.setAttribute("transform", `translate(${moved})`);
    }, { passive: true });
    // A picture of a time that is over has no line of today
    if (line) frame.scrollLeft = line.getBBox().x * (picture.clientWidth / picture.viewBox.baseVal.width) - frame.clientWidth * 0.7;
  }
}

// A map wider than the window begins where its places are

function worlds() {
  for (const picture of all(".scroll > .world")) {
    const frame = picture.parentElement;
    const places = all(".places circle", picture).map((place) => place.getBoundingClientRect().left);
    if (!places.length || frame.scrollWidth <= frame.clientWidth + 1) continue;
    const middle = places.reduce((sum, left) => sum + left, 0) / places.length - picture.getBoundingClientRect().left;
    frame.scrollLeft = middle - frame.clientWidth / 2;
  }
}

function enliven(within) {
  const every = (selector, act) => [...(within.matches?.(selector) ? [within] : []), ...all(selector, within)].forEach(act);
  every(".chooser", chooser);
  every("input[data-day], input[data-span], input[data-understood]", understood);
  every("[data-formset]", formset);
  every("[data-poll]", poll);
}

theme();
menus();
slider();
palette();
settleDrafts();
enliven(document);
all("form[data-draft]").forEach(draft);
frames();
timelines();
worlds();
$("[data-focus]")?.focus();
