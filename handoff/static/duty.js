// The list of alerts, always the newest one; the tab title and the sound say when somebody waits.
import { listen } from "./line.js";
import { alarm } from "./sound.js";

const list = document.getElementById("alerts");
const others = document.getElementById("other-alerts");
const words = document.getElementById("live-words");
const title = document.title.replace(/^\(\d+\) Alert/, "Alerts");
const waitsHere = document.querySelector(".take") ? 1 : 0;

listen("/duty/events", {
  alerts({ html, waiting }) {
    if (list) list.innerHTML = html;
    if (others) others.hidden = waiting <= waitsHere;
    const said = waiting ? `${waiting} ${waiting === 1 ? "alert waits" : "alerts wait"} for somebody` : "";
    if (words.textContent !== said) words.textContent = said;
    document.title = waiting ? `(${waiting}) Alert – Nightdoor` : title;
    alarm(waiting - waitsHere);
  },
});
