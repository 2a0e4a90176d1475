// The chat page, alive: sends without leaving the page, and shows each reply as it comes. Without it all works by forms.
const form = document.querySelector("[data-chat-form]");
const box = form.elements.text;
const sendButton = form.querySelector("[data-send]");
const thread = document.querySelector("[data-thread]");
const standing = document.querySelector("[data-standing]");
const answers = document.querySelector("[data-answers]");
const answerButtons = answers.querySelector("[data-answer-buttons]");
const check = form.querySelector("[data-check]");
const news = document.getElementById("news");
const OFFLINE = "It was not sent: there is no connection. Your words are still in the box. Try again in a moment.";
const LONGEST = 10000;
const REOPEN_MS = 5000;
const HEADER_PX = 84;
const MOST_SPOKEN = 5;
const NEAR_END_PX = 150;
let attempt = { text: "", id: "" };
let busy = false;
let speaking = "";

function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function showError(words) {
  const message = document.getElementById("text-error");
  message.querySelector("[data-error]").textContent = words;
  message.hidden = !words;
  form.querySelector("[data-group]").classList.toggle("govuk-form-group--error", Boolean(words));
  box.classList.toggle("govuk-textarea--error", Boolean(words));
}

// The same words keep their id until they are kept: a second try is the same message, never a second one.
async function send(text) {
  if (busy) return false;
  busy = true;
  sendButton.setAttribute("aria-disabled", "true");
  if (attempt.text !== text) attempt = { text, id: newId() };
  try {
    const response = await fetch("/chat/messages", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(attempt),
    });
    if (!response.ok) throw new Error((await response.json()).message);
    showOwn(attempt);
    attempt = { text: "", id: "" };
    showError("");
    return true;
  } catch (error) {
    showError(error instanceof TypeError || error instanceof SyntaxError ? OFFLINE : error.message);
    return false;
  } finally {
    busy = false;
    sendButton.removeAttribute("aria-disabled");
  }
}

function lineOf(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.querySelector("li");
}

// Shown at once, and replaced by the line itself when the stream brings it.
function showOwn({ text, id }) {
  answers.hidden = true;
  if (thread.querySelector(`[data-client="${id}"]`)) return;
  const line = document.createElement("li");
  line.className = "chat-line chat-line--own";
  line.dataset.client = id;
  const who = document.createElement("p");
  who.className = "chat-who";
  who.append(Object.assign(document.createElement("strong"), { textContent: "You" }));
  line.append(who, Object.assign(document.createElement("div"), { className: "chat-words-said", textContent: text }));
  thread.append(line);
  follow(line, true);
}

// Follow the talk, unless somebody has gone up to read: down to the button where all of it fits, else to the new words;
// a line longer than the screen is shown from its start.
function follow(line, wasAtEnd) {
  if (!wasAtEnd) return;
  const room = window.innerHeight - HEADER_PX;
  const top = line.getBoundingClientRect().top;
  if (form.getBoundingClientRect().bottom - top < room) form.scrollIntoView({ block: "end" });
  else if (standing.getBoundingClientRect().bottom - top < room) standing.scrollIntoView({ block: "nearest" });
  else line.scrollIntoView({ block: "start" });
}

// For ears: what is new is spoken when whoever listens has finished listening to something else.
function announce(words) {
  news.append(Object.assign(document.createElement("p"), { textContent: words }));
  while (news.childElementCount > MOST_SPOKEN) news.firstElementChild.remove();
}

function isAtEnd() {
  return standing.getBoundingClientRect().top < window.innerHeight + NEAR_END_PX;
}

function showLine(said) {
  if (thread.querySelector(`[data-line="${said.id}"]`)) return;
  const line = lineOf(said.html);
  const early = said.client_id && thread.querySelector(`[data-client="${said.client_id}"]`);
  line.dataset.client = said.client_id;
  if (early) {
    early.replaceWith(line);
    return;
  }
  const following = [...thread.children].find((other) => Number(other.dataset.line) > said.id);
  const wasAtEnd = isAtEnd();
  thread.insertBefore(line, following || null);
  follow(line, wasAtEnd);
  if (said.author !== "resident") announce(`${said.speaker}: ${said.text}`);
}

function showState(state) {
  const wasAtEnd = isAtEnd();
  standing.innerHTML = state.html;
  const who = `${state.holder} ${state.held_by}`;
  if (speaking && who !== speaking) announce(standing.textContent.trim());
  speaking = who;
  answerButtons.replaceChildren(...state.answers.map(({ label, text }) => {
    const button = document.createElement("button");
    Object.assign(button, { className: "govuk-button govuk-button--secondary", type: "submit", name: "text", value: text });
    button.textContent = label;
    return button;
  }));
  answers.hidden = state.answers.length === 0;
  if (thread.lastElementChild) follow(thread.lastElementChild, wasAtEnd);
}

function listen() {
  const stream = new EventSource("/chat/events");
  stream.addEventListener("open", () => { check.hidden = true; });
  stream.addEventListener("message", (event) => showLine(JSON.parse(event.data)));
  stream.addEventListener("state", (event) => showState(JSON.parse(event.data)));
  stream.addEventListener("left", () => {
    stream.close();
    // Who is leaving this very page is on the way out already: to go anywhere else now would stop them.
    if (!document.documentElement.dataset.leaving) window.location.replace("/");
  });
  stream.addEventListener("error", () => {
    check.hidden = false;
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, REOPEN_MS);
  });
  window.addEventListener("pagehide", () => stream.close(), { once: true });
}

form.addEventListener("submit", async (event) => {
  if (event.submitter === check) return;
  event.preventDefault();
  const text = box.value;
  if (!text.trim()) showError("There is nothing in the box yet. Write a few words, then press Send.");
  else if (text.length > 2 * LONGEST) showError(`That is more than we can take at once. Send it in parts of up to ${LONGEST.toLocaleString("en-GB")} characters.`);
  else if (await send(text) && box.value === text) box.value = "";
  box.focus({ preventScroll: true });
});

// After a tap the buttons go: the focus moves on to who is speaking, without raising a phone's keyboard.
answers.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (await send(event.submitter.value)) standing.focus({ preventScroll: true });
});

check.hidden = true;
if (thread.lastElementChild) follow(thread.lastElementChild, true);
listen();
