// The reader's choice of light or dark, before the first paint; this file is small because the page waits for it.
try {
  const theme = localStorage.getItem("theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch { /* a browser that keeps nothing follows the system */ }
