// What a phone can do, and what is on it, in the emulators' own words. One object a kind of phone.

async function ask(path, wanted) {
  const how = wanted === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(wanted) };
  const answer = await fetch(path, how);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

export class SmsPhone {
  constructor(number) { this.number = number; this.last = null; }

  get name() { return this.number.replace(/^\+44(\d{4})(\d{3})(\d{3})$/, "0$1 $2 $3"); }

  somebodyElse() { return new SmsPhone("+447700900" + String(100 + Math.floor(Math.random() * 890)).padStart(3, "0")); }

  async send(body, media = 0) {
    const sent = await ask(`/twilio/control/phones/${encodeURIComponent(this.number)}/send`, { body, media });
    this.last = sent.sid;
  }

  async act(kind, words) {
    if (kind === "picture") return this.send(words, 1);
    if (kind === "repeat" && this.last) return ask(`/twilio/control/messages/${this.last}/repeat`, {});
    return null;
  }

  async messages() {
    const { messages } = await ask(`/twilio/control/phones/${encodeURIComponent(this.number)}`);
    return messages.map((one) => ({
      id: one.sid, mine: one.mine, at: one.at, buttons: [],
      words: [one.media ? "[Picture]" : "", one.body].filter(Boolean).join("\n"),
      note: one.mine ? handedOver(one.gateway) : one.status === "delivered" ? "" : one.status,
      lost: one.mine && one.gateway !== null && (one.gateway < 200 || one.gateway > 299),
    }));
  }
}

function handedOver(status) {
  if (status === null || (status >= 200 && status < 300)) return "";
  return status ? `the door refused it (${status})` : "the door did not answer";
}

const SHOWN = { sticker: "[Sticker]", photo: "[Photo]", voice: "[Voice note]", location: "[Where I am]", text: "" };

export class TelegramPhone {
  constructor(chat) { this.chat = Number(chat); this.last = 0; }

  get name() { return `chat ${this.chat}`; }

  somebodyElse() { return new TelegramPhone(5550000 + Math.floor(Math.random() * 9999)); }

  async act(kind, words, messageId = 0) {
    const id = kind === "edited" ? this.last : messageId;
    if (kind === "edited" && !id) return;
    const done = await ask(`/telegram/control/chats/${this.chat}/act`, { kind, text: words, message_id: id });
    if (kind !== "button") this.last = done.message_id || this.last;
  }

  send(words) { return this.act("text", words); }

  async messages() {
    const { messages } = await ask(`/telegram/control/chats/${this.chat}`);
    return messages.map((one) => ({
      id: one.message_id, mine: one.mine, at: one.at, buttons: one.buttons, lost: false,
      words: [SHOWN[one.shown], one.text].filter(Boolean).join("\n"), note: one.edited ? "edited" : "",
    }));
  }
}
