/** What the tabs of a browser want to be told, and what the stream was opened for. Pure but for its own state. */
const ALWAYS = ['late', 'pull-request'];

export class Topics {
  #tab;
  #wanted = new Map();
  #taken = null;

  constructor(tab) {
    this.#tab = tab;
  }

  /** This tab wants a topic, or no longer. */
  want(topic, wanted) {
    const own = new Set(this.own());
    if (wanted) own.add(topic);
    else own.delete(topic);
    this.#wanted.set(this.#tab, [...own]);
  }

  /** What another tab wants. */
  of(tab, topics) {
    this.#wanted.set(tab, topics);
  }

  own() {
    return this.#wanted.get(this.#tab) ?? [];
  }

  /** All topics, for a stream that is about to be opened. */
  take() {
    this.#taken = this.#all();
    return this.#taken;
  }

  haveChanged() {
    return String(this.#taken) !== String(this.#all());
  }

  #all() {
    return [...new Set([...ALWAYS, ...[...this.#wanted.values()].flat()])].toSorted();
  }
}
