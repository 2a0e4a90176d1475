// One line of events to the server, opened again whenever it breaks; says on the page that it is down.
const SILENT_TOO_LONG = 15000;
const down = document.getElementById("line-down");
const troubled = new Set();

function show(name, inTrouble) {
  if (inTrouble) troubled.add(name);
  else troubled.delete(name);
  if (down) down.hidden = troubled.size === 0;
}

export function listen(address, handlers) {
  let source, watch, lastId = "";
  const alive = () => {
    show(address, false);
    clearTimeout(watch);
    watch = setTimeout(connect, SILENT_TOO_LONG);
  };
  function connect() {
    if (source) {
      source.close();
      show(address, true);
    }
    const url = new URL(address, location.href);
    if (lastId) url.searchParams.set("after", lastId);
    source = new EventSource(url);
    source.addEventListener("alive", alive);
    source.addEventListener("trouble", () => show(address, true));
    for (const [name, handle] of Object.entries(handlers)) {
      source.addEventListener(name, (event) => {
        if (event.lastEventId) lastId = event.lastEventId;
        handle(JSON.parse(event.data));
      });
    }
    source.onerror = () => {
      show(address, true);
      clearTimeout(watch);
      watch = setTimeout(connect, 3000);
    };
  }
  connect();
  addEventListener("pagehide", () => { clearTimeout(watch); source.close(); });
}
