import { session } from '../session.js';

/**
 * One EventSource that does not give up. The browser reconnects by itself after a network error,
 * but never after an answer other than 200, and it does not notice a connection that died without
 * a word; both are mended here with a new EventSource that resumes by `?lastEventId=`.
 */
const TYPES = ['snapshot', 'pull-request', 'repository', 'delivery', 'sync', 'metrics', 'late', 'ping'];
const SILENCE_MILLIS_MAX = 45_000;
const DELAY_MILLIS_MIN = 1_000;
const DELAY_MILLIS_MAX = 30_000;

export class Stream {
  #onEvent;
  #onState;
  #source = null;
  #timer = null;
  #delay = DELAY_MILLIS_MIN;

  /**
   * `onEvent({type, data, id})` for each event; `onState` with 'connecting', 'live', 'reconnecting',
   * or 'signed-out', after which only `open` starts again.
   */
  constructor(onEvent, onState) {
    this.#onEvent = onEvent;
    this.#onState = onState;
  }

  /**
   * Opens, or opens anew, for these topics; resumes after `lastEventId` unless it is null. `quietly`
   * when only the topics changed: then nobody is told that there was a gap.
   */
  open(topics, lastEventId, { quietly = false } = {}) {
    this.close();
    let last = lastEventId;
    const query = new URLSearchParams({ topics: topics.join(',') });
    if (last) query.set('lastEventId', last);
    const source = new EventSource(`/api/v1/stream?${query}`);
    this.#source = source;
    if (!quietly) this.#onState(last ? 'reconnecting' : 'connecting');

    const listen = () => this.#after(SILENCE_MILLIS_MAX, () => this.open(topics, last));
    source.onopen = () => {
      this.#delay = DELAY_MILLIS_MIN;
      this.#onState('live');
      listen();
    };
    source.onerror = () => {
      this.#onState('reconnecting');
      if (source.readyState === EventSource.CLOSED) this.#openLater(source, () => this.open(topics, last));
    };
    for (const type of TYPES) {
      source.addEventListener(type, (event) => {
        last = event.lastEventId || last;
        listen();
        this.#onEvent({ type, data: JSON.parse(event.data), id: last });
      });
    }
    listen();
  }

  close() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  async #openLater(source, open) {
    clearTimeout(this.#timer);
    const answer = await session();
    if (this.#source !== source) return;
    if (answer === 'signed-out') {
      this.close();
      this.#onState('signed-out');
      return;
    }
    // Spread, so that the browsers of a whole team do not come back in the same moment.
    this.#after(this.#delay * (0.5 + Math.random() / 2), open);
    this.#delay = Math.min(this.#delay * 2, DELAY_MILLIS_MAX);
  }

  #after(millis, action) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(action, millis);
  }
}
