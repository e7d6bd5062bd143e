import { Stream } from './stream.js';

/**
 * One stream for all tabs of a browser. HTTP/1.1 allows six connections to a host, so with a
 * stream in each tab the seventh tab would not even load. The tab that holds a lock leads: it owns
 * the stream and passes every event on. When it closes, the browser gives the lock to another tab,
 * which resumes where the last event left off.
 *
 * Locks need https or localhost. Elsewhere each tab has a stream of its own while it is visible.
 */
const NAME = 'turnaround-stream';
const LEADER_SILENCE_MILLIS_MAX = 90_000;

export class SharedStream {
  #listener;
  #stream;
  #channel = null;
  #leading = false;
  #state = 'connecting';
  #lastEventId = null;
  #hasSnapshot = false;
  #heardAt = Date.now();

  /**
   * The listener has `event(type, data)`, `state(name)` with the states of Stream, and `snapshot()`,
   * which gives the data of a `snapshot` event as of now, for tabs that join later.
   */
  constructor(listener) {
    this.#listener = listener;
    this.#stream = new Stream((event) => this.#tell({ kind: 'event', ...event }), (state) => this.#tell({ kind: 'state', state }));
  }

  start() {
    if (navigator.locks && globalThis.BroadcastChannel) this.#shareWithOtherTabs();
    else this.#streamWhileVisible();
  }

  /** Now, whatever was waited for. */
  retry() {
    if (this.#leading) this.#stream.open(this.#lastEventId);
    else this.#channel?.postMessage({ kind: 'retry' });
  }

  #shareWithOtherTabs() {
    this.#channel = new BroadcastChannel(NAME);
    this.#channel.onmessage = ({ data }) => this.#hear(data);
    const join = () => this.#channel.postMessage({ kind: 'hello' });
    join();
    // A tab that was frozen has missed what was said meanwhile.
    document.addEventListener('resume', join);
    addEventListener('pageshow', (event) => event.persisted && join());

    this.#queueForLead({});
    // A phone may freeze the leading tab without taking the lock from it.
    setInterval(() => {
      const silent = Date.now() - this.#heardAt > LEADER_SILENCE_MILLIS_MAX;
      if (silent && !this.#leading && !document.hidden && this.#state !== 'signed-out') this.#queueForLead({ steal: true });
    }, 10_000);
  }

  async #queueForLead(options) {
    try {
      await navigator.locks.request(NAME, options, () => {
        this.#leading = true;
        this.#stream.open(this.#lastEventId);
        return new Promise(() => {}); // until the tab closes, or the lock is stolen
      });
    } catch (failure) {
      this.#leading = false;
      this.#stream.close();
      if (failure.name === 'AbortError') this.#queueForLead({}); // stolen
      else this.#streamWhileVisible();
    }
  }

  #streamWhileVisible() {
    this.#leading = true;
    const follow = () => (document.hidden ? this.#stream.close() : this.#stream.open(this.#lastEventId));
    document.addEventListener('visibilitychange', follow);
    follow();
  }

  #tell(message) {
    this.#take(message);
    this.#channel?.postMessage(message);
  }

  #hear(message) {
    if (message.kind === 'hello' || message.kind === 'retry') {
      if (this.#leading) this.#answer(message.kind);
    } else if (!this.#leading) {
      this.#take(message);
    }
  }

  #answer(kind) {
    if (kind === 'retry') {
      this.retry();
      return;
    }
    this.#channel.postMessage({ kind: 'state', state: this.#state });
    // Before the first snapshot there is nothing to tell: the newcomer hears the snapshot itself.
    if (this.#hasSnapshot) {
      this.#channel.postMessage({ kind: 'event', type: 'snapshot', data: this.#listener.snapshot(), id: this.#lastEventId });
    }
  }

  #take(message) {
    this.#heardAt = Date.now();
    if (message.kind === 'state') {
      this.#state = message.state;
      this.#listener.state(message.state);
      return;
    }
    // A change heard before any snapshot is in the snapshot that comes.
    if (message.type === 'pull-request' && !this.#hasSnapshot) return;
    if (message.type === 'snapshot') this.#hasSnapshot = true;
    this.#lastEventId = message.id;
    this.#listener.event(message.type, message.data);
  }
}
