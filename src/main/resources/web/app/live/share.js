import { Stream } from './stream.js';
import { Topics } from './topics.js';

/**
 * One stream for all tabs of a browser. HTTP/1.1 allows six connections to a host, so with a
 * stream in each tab the seventh tab would not even load. The tab that holds a lock leads: it owns
 * the stream, asks for what any of the tabs wants, and passes every event on. When it closes, the
 * browser gives the lock to another tab, which resumes where the last event left off.
 *
 * Locks need https or localhost. Elsewhere each tab has a stream of its own while it is visible.
 */
const NAME = 'turnaround-stream';
const LEADER_SILENCE_MILLIS_MAX = 90_000;

export class SharedStream {
  #tab = `${Date.now()}-${Math.random()}`;
  #listener;
  #stream;
  #topics = new Topics(this.#tab);
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
    if (this.#leading) this.#open();
    else this.#channel?.postMessage({ kind: 'retry' });
  }

  /** Asks for a topic besides pull requests, or no longer. */
  want(topic, wanted = true) {
    this.#topics.want(topic, wanted);
    this.#sayTopics();
    this.#follow();
  }

  #shareWithOtherTabs() {
    this.#channel = new BroadcastChannel(NAME);
    this.#channel.onmessage = ({ data }) => this.#hear(data);
    const join = () => {
      this.#channel.postMessage({ kind: 'hello', tab: this.#tab });
      this.#sayTopics();
    };
    join();
    // A tab that was frozen has missed what was said meanwhile.
    document.addEventListener('resume', join);
    addEventListener('pageshow', (event) => event.persisted && join());
    addEventListener('pagehide', () => this.#channel.postMessage({ kind: 'topics', tab: this.#tab, topics: [] }));

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
        this.#channel.postMessage({ kind: 'leader' });
        this.#open();
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
    const follow = () => (document.hidden ? this.#stream.close() : this.#open());
    document.addEventListener('visibilitychange', follow);
    follow();
  }

  #open({ quietly = false } = {}) {
    this.#stream.open(this.#topics.take(), this.#lastEventId, { quietly });
  }

  /** Streams what is wanted now. While the stream is away it is opened anew in any case. */
  #follow() {
    if (this.#leading && this.#state === 'live' && this.#topics.haveChanged()) this.#open({ quietly: true });
  }

  #sayTopics() {
    this.#channel?.postMessage({ kind: 'topics', tab: this.#tab, topics: this.#topics.own() });
  }

  #tell(message) {
    this.#take(message);
    this.#channel?.postMessage(message);
  }

  #hear(message) {
    switch (message.kind) {
      case 'leader':
        this.#sayTopics();
        break;
      case 'topics':
        this.#topics.of(message.tab, message.topics);
        this.#follow();
        break;
      case 'hello':
        if (this.#leading) this.#welcome(message.tab);
        break;
      case 'retry':
        if (this.#leading) this.retry();
        break;
      default:
        if (!this.#leading && (message.to ?? this.#tab) === this.#tab) this.#take(message);
    }
  }

  #welcome(tab) {
    this.#channel.postMessage({ kind: 'state', to: tab, state: this.#state });
    // Before the first snapshot there is nothing to tell: the newcomer hears the snapshot itself.
    if (this.#hasSnapshot) {
      this.#channel.postMessage({ kind: 'event', to: tab, type: 'snapshot', data: this.#listener.snapshot(), id: this.#lastEventId });
    }
  }

  #take(message) {
    this.#heardAt = Date.now();
    if (message.kind === 'state') {
      this.#state = message.state;
      this.#listener.state(message.state);
      if (message.state === 'live') this.#follow();
      return;
    }
    // A change heard before any snapshot is in the snapshot that comes.
    if (message.type === 'pull-request' && !this.#hasSnapshot) return;
    if (message.type === 'snapshot') this.#hasSnapshot = true;
    this.#lastEventId = message.id;
    this.#listener.event(message.type, message.data);
  }
}
