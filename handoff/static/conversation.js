// The conversation of one alert: new messages, and what became of ours.
import { listen } from "./line.js";

const thread = document.getElementById("thread");
const words = document.getElementById("words");
const toEnd = () => { thread.scrollTop = thread.scrollHeight; };

listen(thread.dataset.events, {
  message({ html }) {
    thread.insertAdjacentHTML("beforeend", html);
    toEnd();
  },
  mark({ id, mark, lost }) {
    const place = document.querySelector(`#m${id} .said__mark`);
    if (!place) return;
    place.textContent = mark;
    place.classList.toggle("said__mark--lost", lost);
  },
  "moved-on"() {
    document.getElementById("moved-on").hidden = false;
  },
});
toEnd();

// Sent without leaving the page, so that the sound stays on and nothing typed is lost when the line is bad.
async function send(event) {
  event.preventDefault();
  if (words.readOnly) return;
  const form = words.form;
  const body = new URLSearchParams(new FormData(form));
  words.readOnly = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
    if (answer.type !== "opaqueredirect") throw new Error(await reasonIn(answer));
    words.value = "";
    document.getElementById("opening-hint")?.remove();
    trouble.textContent = "";
  } catch (error) {
    trouble.textContent = error instanceof TypeError ? "Not sent. Check your connection and press Send again." : error.message;
  }
  words.readOnly = false;
  words.focus();
}

async function reasonIn(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector(".govuk-error-summary__list")?.textContent.trim() || "Not sent. Load the page again.";
}

const trouble = document.getElementById("write-trouble");
if (words) {
  words.form.addEventListener("submit", send);
  words.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) words.form.requestSubmit();
  });
}
