// Answers that a juror gave while the line was down wait in the browser: the lists of entries say so.

for (const mark of document.querySelectorAll("[data-waits]")) {
  try { mark.hidden = !localStorage.getItem(`scoring:${mark.dataset.waits}`); } catch { /* nothing kept */ }
}
