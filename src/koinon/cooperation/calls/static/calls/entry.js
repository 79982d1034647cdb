// Keeps the form of an entry while it is written: each field as it changes, again and again until the line holds.
// Without a script the buttons do the same.

const form = document.querySelector("form[data-autosave]");
const said = form.dataset;
const saved = form.querySelector("[data-saved]");
const dirty = new Set();
const held = new Set(); // fields where somebody else was faster, until one of the two wordings is chosen
let timer = 0;
let busy = false;
let failed = 0;
let over = false;

const group = (name) => form.querySelector(`[data-name="${name}"]`);
const fields = (part) => [...part.querySelectorAll("input, textarea, select")].filter((one) => one.name && !one.name.startsWith("base-") && one.type !== "file");

function tell(words, waiting = false) {
  saved.textContent = words;
  saved.classList.toggle("is-waiting", waiting);
}

function soon(wait = 1200) {
  clearTimeout(timer);
  timer = setTimeout(keep, wait);
}

function touched(event) {
  const part = event.target.closest("[data-name]");
  if (!part || event.target.type === "file" || over) return;
  dirty.add(part.dataset.name);
  said.state = "waiting";
  soon();
}

function body(names) {
  const data = new FormData();
  for (const one of ["csrfmiddlewaretoken", "pen"]) data.append(one, form.elements[one].value);
  for (const name of names) {
    const part = group(name);
    data.append("names", name);
    data.append(`base-${name}`, form.elements[`base-${name}`].value);
    for (const one of fields(part)) if (!["checkbox", "radio"].includes(one.type) || one.checked) data.append(one.name, one.value);
  }
  return data;
}

async function keep() {
  const names = [...dirty].filter((name) => !held.has(name));
  if (busy || over || !names.length) return;
  busy = true;
  names.forEach((name) => dirty.delete(name));
  tell(said.saidSaving);
  try {
    const answer = await fetch(location.href, { method: "POST", body: body(names), headers: { Accept: "application/json" }, keepalive: document.visibilityState === "hidden" });
    if (!(answer.headers.get("Content-Type") || "").startsWith("application/json")) throw new Error(`${answer.status}`);
    heard(await answer.json());
    failed = 0;
  } catch {
    names.forEach((name) => dirty.add(name));
    failed += 1;
    tell(said.saidWaiting, true);
    soon(Math.min(30, 2 ** failed) * 1000);
  }
  busy = false;
  if (dirty.size && !failed) soon();
}

function heard(told) {
  if (told.refused) {
    over = true;
    tell(told.refused, true);
    return;
  }
  for (const [name, base] of Object.entries(told.bases)) if (!(name in told.clashes)) form.elements[`base-${name}`].value = base;
  for (const [name, clash] of Object.entries(told.clashes)) ask(name, clash);
  tell(said.saidSaved.replace("{time}", told.saved));
  if (Object.keys(told.clashes).length) said.state = "held";
  if (dirty.size || held.size) return;
  // What the server has need not be kept here too.
  said.state = "kept";
  forget();
}

function forget() {
  try { localStorage.removeItem(`draft:${said.draft}`); } catch { /* nothing kept */ }
}

// Two hands in one field: both wordings stay until one is chosen

function ask(name, clash) {
  held.add(name);
  const part = group(name);
  const place = part.querySelector("[data-clash]");
  const words = document.createElement("p");
  words.className = "error";
  words.textContent = said.saidClash;
  const theirs = document.createElement("blockquote");
  theirs.textContent = clash.words;
  const choices = document.createElement("p");
  choices.className = "choices";
  const choose = (label, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button is-plain";
    button.textContent = label;
    button.addEventListener("click", () => { place.replaceChildren(); held.delete(name); form.elements[`base-${name}`].value = clash.base; act(); });
    choices.append(button);
  };
  choose(said.saidMine, () => { dirty.add(name); soon(0); });
  const inputs = fields(part);
  if (inputs.length === 1) choose(said.saidTheirs, () => { inputs[0].value = clash.words; dirty.delete(name); count(inputs[0]); });
  place.replaceChildren(words, theirs, choices);
}

// A file is taken in as soon as it is chosen

function taken(input) {
  const part = input.closest("[data-name]");
  const name = part.dataset.name;
  const problem = part.querySelector("[data-problem]");
  problem.replaceChildren();
  const complain = (words) => { const line = document.createElement("p"); line.className = "error"; line.textContent = words; problem.append(line); };
  if ([...input.files].some((one) => one.size > Number(said.limitBytes))) {
    complain(said.saidLarge);
    input.value = "";
    return;
  }
  const data = body([]);
  data.append("names", name);
  for (const one of input.files) data.append(name, one);
  const request = new XMLHttpRequest();
  request.open("POST", location.href);
  request.setRequestHeader("Accept", "application/json");
  request.upload.addEventListener("progress", (event) => tell(`${said.saidUploading} ${Math.round((event.loaded / event.total) * 100)} %`));
  request.addEventListener("error", () => { complain(said.saidWaiting); tell("", false); });
  request.addEventListener("load", () => {
    let told;
    try { told = JSON.parse(request.responseText); } catch { complain(`${request.status}`); return; }
    if (told.refused) { complain(told.refused); return; }
    for (const words of told.problems[name] || []) complain(words);
    part.querySelector("[data-files]").innerHTML = told.files[name] || "";
    input.value = "";
    tell(said.saidSaved.replace("{time}", told.saved));
  });
  request.send(data);
}

// How long a text is and may be

function count(field) {
  const most = Number(field.dataset.limit);
  if (!most) return;
  let shown = field.parentElement.querySelector(".count");
  if (!shown) {
    shown = document.createElement("output");
    shown.className = "count";
    shown.setAttribute("aria-live", "off");
    field.after(shown);
  }
  const long = [...field.value].length;
  shown.textContent = `${long.toLocaleString(document.documentElement.lang)} / ${most.toLocaleString(document.documentElement.lang)}`;
  shown.classList.toggle("is-over", long > most);
}

// One more row of a table

function more(cells) {
  const button = cells.querySelector("[data-more]");
  const room = () => { button.hidden = Number(cells.dataset.rows) >= Number(cells.dataset.most); };
  room();
  button.addEventListener("click", () => {
    const heldRow = document.createElement("div");
    heldRow.innerHTML = cells.querySelector("template").innerHTML.replaceAll("__row__", cells.dataset.rows);
    const row = heldRow.firstElementChild;
    cells.querySelector("template").before(row);
    cells.dataset.rows = String(Number(cells.dataset.rows) + 1);
    room();
    row.querySelector("input").focus();
  });
}

form.addEventListener("input", (event) => { touched(event); count(event.target); });
form.addEventListener("change", (event) => { if (event.target.type === "file") taken(event.target); else touched(event); });
form.addEventListener("submit", () => { over = true; clearTimeout(timer); });
window.addEventListener("online", () => soon(0));
window.addEventListener("pageshow", () => { over = false; });
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") keep(); });
form.querySelectorAll("[data-limit]").forEach(count);
if ("returned" in said) forget(); // it came back from the server, which has kept what was typed
form.querySelectorAll(".cells").forEach(more);
// What the browser brought back from a closed tab is written again.
for (const part of form.querySelectorAll("[data-name]")) {
  const differs = (one) => (["checkbox", "radio"].includes(one.type) ? one.checked !== one.defaultChecked : one.type !== "hidden" && one.value !== (one.defaultValue ?? one.value));
  if (fields(part).some(differs)) { dirty.add(part.dataset.name); soon(); }
}
