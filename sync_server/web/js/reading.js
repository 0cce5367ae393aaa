// What the customer has seen: read receipts to the server and the number of unread messages in the title.

export class Reading {
  constructor(ui) {
    this.ui = ui;
    this.told = new Map();
    this.seen = null;
    this.unread = 0;
    document.addEventListener("visibilitychange", () => this.ui.schedule());
  }

  /** Whether the newest message is in front of the customer. */
  get looking() { return !document.hidden && this.ui.log.sticking && !this.ui.frame.minimised; }

  update() {
    const { store } = this.ui;
    if (!store.loaded) return;
    const theirs = store.ordered().filter((message) => message.author === "agent" || message.author === "bot");
    // History is not news.
    this.seen ??= new Set(theirs.map((message) => message.id));
    if (this.looking) for (const message of theirs) this.seen.add(message.id);
    this.unread = theirs.filter((message) => !this.seen.has(message.id)).length;
    if (this.looking) this.tell(theirs);
  }

  tell(theirs) {
    const { conversation_id: conversation } = this.ui.store.state;
    const seq = Math.max(0, ...theirs.filter((message) => message.conversation_id === conversation).map((message) => message.seq));
    if (seq === 0 || seq <= (this.told.get(conversation) ?? 0)) return;
    const before = this.told.get(conversation) ?? 0;
    this.told.set(conversation, seq);
    // Told again with the next message if this one is lost.
    this.ui.api.read(seq).catch(() => this.told.set(conversation, before));
  }
}
