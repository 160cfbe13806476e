// Light, dark, or as the system has it: what a reader has chosen is kept in the browser, and holds before anything is drawn.
"use strict";
(() => {
  const key = "tei-scheme";
  const root = document.documentElement;
  const known = ["light", "dark"];

  // Where nothing may be kept, the choice holds for the page.
  const kept = () => {
    try {
      return localStorage.getItem(key) ?? "";
    } catch {
      return "";
    }
  };

  const keep = (scheme) => {
    try {
      if (scheme) localStorage.setItem(key, scheme);
      else localStorage.removeItem(key);
    } catch {
      return;
    }
  };

  const show = (scheme) => {
    if (known.includes(scheme)) root.dataset.scheme = scheme;
    else delete root.dataset.scheme;
  };

  show(kept());

  document.addEventListener("DOMContentLoaded", () => {
    const choice = document.getElementById("site:scheme");
    if (!choice) return;
    const follow = () => {
      choice.value = root.dataset.scheme ?? "";
    };
    follow();
    choice.closest(".scheme").hidden = false;
    choice.addEventListener("change", () => {
      show(choice.value);
      keep(choice.value);
    });
    // Another tab, or a page that the browser had put by.
    for (const event of ["storage", "pageshow"]) {
      window.addEventListener(event, () => {
        show(kept());
        follow();
      });
    }
  });
})();
