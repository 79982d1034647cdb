// Scoring where the line is bad: every answer is kept in the browser until the other side says it has it.
// Without this script each answer is a form of its own, and the page works the same.

const holder = document.querySelector("[data-scoring]");
const KEY = holder && `scoring:${holder.dataset.scoring}`;
const line = holder?.querySelector("[data-line]");
const WAIT = 5000;
let busy = false;
let timer = 0;

function read() {
  try { return JSON.parse(localStorage.getItem(KEY)) || {}; } catch { return {}; }
}

function write(waiting) {
  // A browser that keeps nothing (private window, full disk) still sends at once.
  try {
    if (Object.keys(waiting).length) localStorage.setItem(KEY, JSON.stringify(waiting)); else localStorage.removeItem(KEY);
  } catch { /* nothing kept */ }
}

function say(words, wrong = false) {
  line.hidden = !words;
  line.textContent = words;
  line.classList.toggle("late", wrong);
}

function told(waiting) {
  const left = Object.keys(waiting).length;
  if ("send" in waiting) say(holder.dataset.wordsToSend);
  else say(left ? holder.dataset.wordsKept.replace("{n}", String(left)) : holder.dataset.wordsSent);
}

function form(name) { return holder.querySelector(`form[data-answer="${name}"]`); }

function shown(name, values) {
  const mark = holder.querySelector(`[data-given="${name}"]`);
  if (mark && "value" in values) mark.textContent = values.value;
}

async function post(name, values) {
  const target = form(name);
  const body = new FormData();
  body.set("csrfmiddlewaretoken", target.elements.csrfmiddlewaretoken.value);
  for (const [field, value] of Object.entries(values)) body.set(field, value);
  const answer = await fetch(target.action, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
  if (answer.type === "opaqueredirect" || answer.status === 403) return { again: true, words: holder.dataset.wordsSignin };
  if (answer.status >= 500 || answer.status === 429) return { again: true };
  const said = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
  return { kept: answer.ok, words: said.words || (answer.ok ? "" : holder.dataset.wordsGone), stands: said.stands };
}

// Another device gave another score: that one is shown, and is what the next choice here is made over.
function corrected(name, stands) {
  const seen = form(name).elements.seen;
  if (!seen || stands === undefined || stands === null) return;
  seen.value = stands;
  form(name).elements.value.value = String(stands);
  shown(name, { value: stands });
}

// Scores first, then comments, then the sending: in that order they are the same however often they are sent.
function order(name) { return name === "send" ? 2 : name === "comments" ? 1 : 0; }

async function flush() {
  if (busy) return;
  busy = true;
  clearTimeout(timer);
  let waiting = read();
  let refused = "";
  try {
    for (const name of Object.keys(waiting).sort((a, b) => order(a) - order(b))) {
      const values = waiting[name];
      // What has no form here any more, its criterion being gone, keeps nothing else from leaving.
      if (!values || !form(name)) continue;
      const said = await post(name, values);
      if (said.again) { if (said.words) say(said.words, true); else told(waiting); break; }
      // Something newer may have been chosen while this was under way.
      waiting = read();
      if (JSON.stringify(waiting[name]) === JSON.stringify(values)) delete waiting[name];
      // What was refused is looked at again before anything is handed in.
      if (!said.kept) delete waiting.send;
      write(waiting);
      if (!said.kept) { corrected(name, said.stands); refused = said.words; continue; }
      const seen = form(name).elements.seen;
      if (seen && "value" in values) seen.value = values.value;
      if (name === "send") { location.assign(holder.dataset.done || location.pathname); return; }
    }
    if (refused) say(refused, true); else if (!Object.keys(waiting).length) told(waiting);
  } catch {
    told(read());
  } finally { busy = false; }
  if (Object.keys(read()).length) timer = setTimeout(flush, WAIT);
}

function submitted(event) {
  const target = event.target.closest("form[data-answer]");
  if (!target) return;
  const values = Object.fromEntries([...new FormData(target)].filter(([name]) => name !== "csrfmiddlewaretoken"));
  if (target.dataset.answer.startsWith("score-") && !("value" in values)) { event.preventDefault(); target.querySelector("input[type=radio]").focus(); return; }
  event.preventDefault();
  const waiting = read();
  // What the other side has is what was seen, however often another score is chosen before the line is back.
  waiting[target.dataset.answer] = values;
  write(waiting);
  shown(target.dataset.answer, values);
  told(waiting);
  const next = target.nextElementSibling;
  if (next?.id) {
    location.hash = next.id;
    next.querySelector("input:not([type=hidden]), textarea, button")?.focus({ preventScroll: true });
  }
  flush();
}

function restore() {
  const waiting = read();
  for (const [name, values] of Object.entries(waiting)) {
    const target = form(name);
    if (!target) continue;
    for (const [field, value] of Object.entries(values)) {
      const held = target.elements[field];
      if (held && field !== "seen") held.value = value;
    }
    shown(name, values);
  }
  if (Object.keys(waiting).length) { told(waiting); flush(); }
}

if (holder && line) {
  holder.addEventListener("submit", submitted);
  addEventListener("online", flush);
  restore();
}
