// Shows the page anew when a file behind it was saved. Nothing is asked for while nobody looks.
"use strict";

const root = document.documentElement;
const frame = document.getElementById("page");
const status = document.getElementById("status");
let source = null;

// The page is asked for first: the findings take longer.
function reloaded() {
  const top = frame.contentWindow.scrollY;
  frame.addEventListener("load", () => frame.contentWindow.scrollTo(0, top), { once: true });
  frame.contentWindow.location.reload();
}

async function renewed() {
  if (frame) reloaded();
  const answer = await fetch(location.href);
  const made = new DOMParser().parseFromString(await answer.text(), "text/html");
  const findings = made.getElementById("findings");
  if (!answer.ok || !frame || !findings) {
    location.reload();
    return;
  }
  document.getElementById("findings").replaceWith(document.adoptNode(findings));
  status.textContent = `Saved: ${findings.querySelector("h2").textContent.toLowerCase()}`;
}

function follow() {
  source = new EventSource(`${root.dataset.changes}&since=${root.dataset.state}`);
  source.onmessage = (event) => {
    if (event.data !== root.dataset.state) {
      root.dataset.state = event.data;
      source.close();
      renewed().catch(() => { status.textContent = "The preview has ended."; }).finally(seen);
    }
  };
}

function seen() {
  source?.close();
  source = null;
  if (document.visibilityState === "visible") follow();
}

document.addEventListener("visibilitychange", seen);
seen();
