// Two calm tones every four seconds while an alert waits. A browser lets a page sound only after somebody pressed something on it.
const box = document.getElementById("sound");
const context = new AudioContext();
let waiting = 0;

function tone(pitch, after) {
  const at = context.currentTime + after;
  const source = context.createOscillator(), loudness = context.createGain();
  source.frequency.value = pitch;
  loudness.gain.setValueAtTime(0.0001, at);
  loudness.gain.exponentialRampToValueAtTime(0.4, at + 0.03);
  loudness.gain.exponentialRampToValueAtTime(0.0001, at + 0.45);
  source.connect(loudness).connect(context.destination);
  source.start(at);
  source.stop(at + 0.5);
}

function ring() {
  if (waiting > 0 && context.state === "running") {
    tone(740, 0);
    tone(587, 0.5);
  }
}

function tell() {
  const on = context.state === "running";
  box.hidden = false;
  box.dataset.on = on;
  box.querySelector(".sound__words").textContent = on ? "Sound is on." : "Sound is off.";
  box.querySelector("button").hidden = on;
}

export function alarm(count) {
  const more = count > waiting;
  waiting = count;
  if (more) ring();
}

box.querySelector("button").addEventListener("click", async () => {
  await context.resume();
  tone(740, 0);
});
context.addEventListener("statechange", tell);
tell();
setInterval(ring, 4000);
