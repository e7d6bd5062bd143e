import { html, nothing } from 'lit';
import { get } from './api.js';
import { failed, skeleton } from './states.js';

/**
 * What a screen asks of the server, in every state that an answer can be in: not here yet, here,
 * and failed. What was here before stays to be seen under what failed since.
 */
export class Ask {
  #host;
  #question;
  #asked = 0;
  #timer = 0;
  value = null;
  problem = null;

  /** `question(signal)` gives a promise; it is asked whenever `load` is called. */
  constructor(host, question) {
    this.#host = host;
    this.#question = question;
  }

  async load() {
    const asked = ++this.#asked;
    const signal = this.#host.left;
    try {
      const value = await this.#question(signal);
      if (asked !== this.#asked) return; // asked again meanwhile
      this.value = value;
      this.problem = null;
    } catch (problem) {
      if (signal.aborted || asked !== this.#asked) return;
      this.problem = problem;
    }
    this.#host.requestUpdate();
  }

  /** Asks again soon, and once, however often something happens until then. */
  loadSoon(millis = 1_000) {
    if (this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = 0;
      if (!this.#host.left.aborted) this.load();
    }, millis);
  }

  /** A skeleton of so many rows, what failed, or what `draw` makes of the answer. */
  show(rows, draw) {
    return html`
      ${this.problem ? failed(this.problem, () => this.load()) : nothing}
      ${this.value !== null ? draw(this.value) : this.problem ? nothing : skeleton(rows)}`;
  }
}

/** A list that comes page by page. */
export class AskList extends Ask {
  #more;

  /** `parameters` gives the query of the first page. */
  constructor(host, path, parameters = () => ({})) {
    super(host, (signal) => get(path(), parameters(), { signal }));
    this.#more = async () => {
      const { items, next } = await get(path(), { ...parameters(), cursor: this.value.next }, { signal: host.left });
      this.value = { items: [...this.value.items, ...items], next };
      host.requestUpdate();
    };
  }

  get items() {
    return this.value?.items ?? [];
  }

  /** The way to the next page, where there is one. */
  more(words = 'Show more') {
    return this.value?.next ? html`<p class="more"><button type="button" @click=${() => this.#next()}>${words}</button></p>` : nothing;
  }

  async #next() {
    try {
      await this.#more();
    } catch {
      await this.load(); // says what is wrong, and offers to try again
    }
  }
}

/** All items of a list, page after page, as far as `most`; `next` tells whether there are more. */
export async function all(path, parameters, { signal, most = 2_000 } = {}) {
  const items = [];
  let cursor = null;
  do {
    const page = await get(path, { ...parameters, limit: 500, cursor }, { signal });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor && items.length < most);
  return { items, next: cursor };
}
