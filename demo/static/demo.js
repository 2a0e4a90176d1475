// The page: draws each phone again when something on it changed, and shows one pane at a time on a narrow screen.
import { SmsPhone, TelegramPhone } from "./phones.js";

const LOOK_AGAIN = 700;
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });
const panes = new Map();

class Pane {
  constructor(section, phone) {
    this.section = section;
    this.phone = phone;
    this.drawn = "";
    this.seen = new Set();
    this.thread = section.querySelector("[data-thread]");
    this.words = section.querySelector("textarea");
    this.badge = document.querySelector(`[data-badge="${section.id}"]`);
    this.unread = 0;
    if (this.words) this.listen(section.querySelector("[data-composer]"));
    section.querySelectorAll("[data-say]").forEach((button) => button.addEventListener("click", () => this.do(() => this.phone.send(button.dataset.say))));
    section.querySelectorAll("[data-act]").forEach((button) => button.addEventListener("click", () => this.act(button.dataset.act)));
    section.querySelector("[data-somebody-else]")?.addEventListener("click", () => this.hand(this.phone.somebodyElse()));
    this.hand(phone);
  }

  listen(composer) {
    composer.addEventListener("submit", (event) => { event.preventDefault(); this.sendWritten(); });
    this.words.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.sendWritten(); }
    });
  }

  hand(phone) {
    this.phone = phone;
    this.drawn = "";
    this.seen.clear();
    this.section.querySelector("[data-number]").textContent = phone.name;
    this.look();
  }

  sendWritten() {
    const words = this.words.value.trim();
    if (!words) return;
    this.words.value = "";
    this.do(() => this.phone.send(words));
  }

  act(kind) {
    const words = this.words.value.trim();
    this.words.value = "";
    this.do(() => this.phone.act(kind, words));
  }

  async do(what) {
    const done = what();
    setTimeout(() => this.look(), 60);
    try { await done; } catch { say("The demonstration does not answer."); }
    await this.look();
  }

  async look() {
    const phone = this.phone;
    let messages;
    try { messages = await phone.messages(); } catch { return; }
    const picture = JSON.stringify(messages);
    if (picture === this.drawn || phone !== this.phone) return;
    this.drawn = picture;
    this.draw(messages);
  }

  draw(messages) {
    const fresh = messages.filter((one) => !this.seen.has(one.id));
    const items = messages.map((one) => this.bubble(one, fresh.includes(one)));
    this.thread.replaceChildren(items.length ? list(items) : empty());
    this.thread.scrollTop = this.thread.scrollHeight;
    this.count(fresh.filter((one) => !one.mine).length);
    messages.forEach((one) => this.seen.add(one.id));
  }

  bubble(one, isNew) {
    const item = document.createElement("li");
    item.className = ["message", one.mine && "message--mine", one.lost && "message--lost", isNew && "message--new"].filter(Boolean).join(" ");
    const who = document.createElement("span");
    who.className = "hidden";
    who.textContent = one.mine ? "Sent: " : "Received: ";
    const at = document.createElement("span");
    at.className = "message__at";
    at.textContent = [one.note, clock.format(new Date(one.at))].filter(Boolean).join(" · ");
    item.append(who, ...withLinks(one.words), ...this.buttons(one), at);
    return item;
  }

  buttons(one) {
    if (!one.buttons.length) return [];
    const row = document.createElement("span");
    row.className = "message__buttons";
    row.append(...one.buttons.map((words) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = words;
      button.addEventListener("click", () => this.do(() => this.phone.act("button", words, one.id)));
      return button;
    }));
    return [row];
  }

  count(more) {
    const visible = this.section.offsetParent !== null;
    this.unread = visible ? 0 : this.unread + more;
    if (this.badge) this.badge.textContent = this.unread ? String(this.unread) : "";
  }
}

// A link to the staff's side is opened there, as a tap on the duty worker's phone would.
function withLinks(words) {
  return words.split(/(https?:\/\/\S+)/).map((part, at) => {
    if (at % 2 === 0) return part;
    const link = document.createElement("a");
    link.href = part;
    link.textContent = part;
    const staff = document.querySelector('[data-frame="staff"]');
    if (part.startsWith(staff.dataset.src)) {
      link.addEventListener("click", (event) => { event.preventDefault(); staff.src = part; go("staff"); });
    } else {
      link.target = "_blank";
      link.rel = "noopener";
    }
    return link;
  });
}

function list(items) {
  const messages = document.createElement("ol");
  messages.append(...items);
  return messages;
}

function empty() {
  const words = document.createElement("p");
  words.className = "thread__empty";
  words.textContent = "Nothing here yet.";
  return words;
}

function say(words) { document.querySelector("[data-said]").textContent = words; }

function show(id) {
  document.body.dataset.shown = id;
  document.querySelectorAll(".tabs [data-go]").forEach((tab) => {
    if (tab.dataset.go === id) tab.setAttribute("aria-current", "true"); else tab.removeAttribute("aria-current");
  });
  panes.get(id)?.count(0);
}

function go(id) {
  show(id);
  document.querySelector("[data-guide]").open = false;
  const pane = document.getElementById(id);
  pane.scrollIntoView({ block: "nearest" });
  pane.querySelector("textarea, iframe")?.focus({ preventScroll: true });
}

async function openDoors() {
  let open;
  try { open = await (await fetch("/doors")).json(); } catch { open = {}; }
  const sides = { web: open.public, staff: open.staff };
  const waiting = [...document.querySelectorAll("[data-frame][hidden]")].filter((frame) => {
    if (!sides[frame.dataset.frame]) return true;
    frame.src = frame.dataset.src;
    frame.hidden = false;
    document.querySelector(`[data-opening="${frame.dataset.frame}"]`).remove();
    return false;
  });
  if (waiting.length) setTimeout(openDoors, 1500);
}

for (const section of document.querySelectorAll("[data-phone]")) {
  const { phone, address } = section.dataset;
  panes.set(phone, new Pane(section, phone === "telegram" ? new TelegramPhone(address) : new SmsPhone(address)));
}
document.querySelectorAll(".tabs [data-go]").forEach((tab) => tab.addEventListener("click", () => show(tab.dataset.go)));
document.querySelectorAll(".steps [data-go]").forEach((button) => button.addEventListener("click", () => go(button.dataset.go)));
document.querySelectorAll("[data-phone-for]").forEach((button) => button.addEventListener("click", () => {
  const pane = panes.get(button.dataset.phoneFor);
  go(button.dataset.phoneFor);
  pane.do(() => pane.phone.send(button.dataset.say));
}));
document.querySelectorAll("[data-reload]").forEach((button) => button.addEventListener("click", () => {
  const frame = document.querySelector(`[data-frame="${button.dataset.reload}"]`);
  if (!frame.hidden) frame.src = frame.dataset.src;
}));
document.addEventListener("keydown", (event) => {
  const guide = document.querySelector("[data-guide]");
  if (event.key === "Escape" && guide.open) { guide.open = false; guide.querySelector("summary").focus(); }
});
setInterval(() => { if (!document.hidden) panes.forEach((pane) => pane.look()); }, LOOK_AGAIN);
openDoors();
