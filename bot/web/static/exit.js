// Exit this page: leaves at once, closes the way back in, and leaves nothing for the Back button to show.
const link = document.querySelector("[data-exit-to]");
const KEYS = ["Escape", "Shift"];
const TIMES = 3;
const WITHIN_MS = 3000;
let pressed = [];
let lastKey = "";

// The cookie is set here as well as by the server: Back must find nothing even before our answer has come.
function leave() {
  const to = link.dataset.exitTo;
  const secure = window.location.protocol === "https:" ? "; secure" : "";
  document.cookie = `nightdoor_closed=1; path=/; max-age=3600; samesite=strict${secure}`;
  document.documentElement.dataset.leaving = "yes";
  document.title = " ";
  document.body.replaceChildren();
  navigator.sendBeacon("/exit");
  window.location.replace(to);
}

function countKey(event) {
  if (!KEYS.includes(event.key) || event.repeat) {
    if (!event.repeat) pressed = [];
    return;
  }
  const now = Date.now();
  pressed = event.key === lastKey ? pressed.filter((at) => now - at < WITHIN_MS) : [];
  pressed.push(now);
  lastKey = event.key;
  if (pressed.length >= TIMES) leave();
  else if (pressed.length > 1) document.getElementById("exit-news").textContent = "Press once more to exit this page";
}

link.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});
document.addEventListener("keydown", countKey);

// A page that the browser kept whole would show what was written: hide it when left, fetch it anew when it comes back.
window.addEventListener("pagehide", () => { document.body.hidden = true; });
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
