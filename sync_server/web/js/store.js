// What the page knows: messages merged by id, the state of the conversation, the configuration. It tells that something
// changed, not what: the views compare for themselves.

const NO_STATE = {
  conversation_id: null, status: "none", queue_position: null, wait_estimate_s: null, agent: null, agent_typing: false,
  agent_read_seq: 0, someone_online: true, survey: null,
};

export class Store extends EventTarget {
  constructor() {
    super();
    this.messages = new Map();
    this.state = { ...NO_STATE };
    this.config = null;
    this.cursor = 0;
    this.loaded = false;
    this.changed = this.changed.bind(this);
  }

  changed() { this.dispatchEvent(new Event("change")); }

  setConfig(config) {
    this.config = config;
    this.changed();
  }

  /**
   * Take one answer of the event poll. Returns false when the server's history is shorter than ours, which happens after
   * it was restored from a backup: then everything must be read again.
   */
  apply({ cursor, messages, state }) {
    if (cursor < this.cursor) {
      this.cursor = 0;
      this.loaded = false;
      this.messages.clear();
      return false;
    }
    this.cursor = cursor;
    for (const message of messages ?? []) this.messages.set(message.id, message);
    if (state) this.state = { ...NO_STATE, ...state };
    // A long history comes in several answers; the first empty one says that it is complete.
    this.loaded ||= !messages?.length;
    this.changed();
    return true;
  }

  /** A message that the server acknowledged. A newer copy may have come through the poll first: that one stays. */
  acknowledge(message) {
    if (!this.messages.has(message.id)) this.messages.set(message.id, message);
    this.changed();
  }

  forget() {
    this.messages.clear();
    this.state = { ...NO_STATE };
    this.cursor = 0;
    this.loaded = false;
    this.changed();
  }

  /** Messages in display order: conversations by their first message, within one by the server's number. */
  ordered() {
    const begins = new Map();
    for (const message of this.messages.values()) {
      const known = begins.get(message.conversation_id);
      if (known === undefined || message.at < known) begins.set(message.conversation_id, message.at);
    }
    return [...this.messages.values()].sort((left, right) => {
      if (left.conversation_id !== right.conversation_id) {
        const difference = begins.get(left.conversation_id) - begins.get(right.conversation_id);
        return difference || (left.conversation_id < right.conversation_id ? -1 : 1);
      }
      return left.seq - right.seq || left.at - right.at;
    });
  }

  get isOpen() { return ["bot", "queued", "active", "waiting_customer", "wrap_up"].includes(this.state.status); }

  get isOver() { return ["closed", "abandoned", "message_left"].includes(this.state.status); }
}
