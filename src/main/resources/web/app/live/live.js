import { Open } from './open.js';
import { SharedStream } from './share.js';

const STALE_MILLIS = 30_000;

/**
 * What the server tells, for the whole page: the open pull requests, whether the connection stands,
 * and the server's time. Tells it on as events: `connection`, `open` (the open pull requests
 * changed), `pull-request`, `delivery`, `sync`, `metrics` (with the data in `detail`), `paused`.
 */
class Live extends EventTarget {
  #stream = null;
  #open = new Open();
  #connection = 'connecting';
  #awaySince = Date.now();
  #heardAt = null;
  #skew = 0;
  #hasSnapshot = false;
  #paused = null;

  /** Begins to listen, or again after the session had ended. */
  start() {
    if (this.#stream && this.#connection !== 'signed-out') return;
    this.#awaySince = Date.now();
    if (this.#stream) {
      this.#stream.retry();
      return;
    }
    this.#stream = new SharedStream({
      event: (type, data) => this.#onEvent(type, data),
      state: (name) => this.#onState(name),
      snapshot: () => ({ serverTime: new Date(this.#serverTime()).toISOString(), pullRequests: this.#open.all() }),
    });
    this.#stream.start();
  }

  retry() {
    this.#stream?.retry();
  }

  /** Asks for more than pull requests; gives what ends the wish. */
  want(topic) {
    this.#stream.want(topic);
    return () => this.#stream.want(topic, false);
  }

  /** 'connecting', 'live', 'reconnecting', 'stale' after a while of that, or 'signed-out'. */
  get connection() {
    const away = Date.now() - this.#awaySince;
    return this.#connection === 'reconnecting' && away > STALE_MILLIS ? 'stale' : this.#connection;
  }

  /** When the connection went away, on this computer's clock; null while it stands. */
  get awaySince() {
    return this.#connection === 'live' ? null : this.#awaySince;
  }

  /** When something came last, on this computer's clock; null before. */
  get heardAt() {
    return this.#heardAt;
  }

  get hasSnapshot() {
    return this.#hasSnapshot;
  }

  /** The server's time in milliseconds, whatever this computer believes; it stands still while paused. */
  now() {
    return this.#paused?.now ?? this.#serverTime();
  }

  /** The open pull requests, in no order. */
  open() {
    return this.#paused?.open ?? this.#open.all();
  }

  /** Those that were merged or closed within the last minute, the latest first. */
  gone() {
    return this.#paused?.gone ?? this.#open.gone(this.#serverTime());
  }

  /** Whether the pull request came to its lane within the last two seconds. */
  hasMoved(id) {
    return !this.#paused && this.#open.hasMoved(id, this.#serverTime());
  }

  /** Null, or how many changes wait behind the pause. */
  get paused() {
    return this.#paused?.changes ?? null;
  }

  togglePause() {
    const now = this.#serverTime();
    this.#paused = this.#paused ? null : { now, open: this.#open.all(), gone: this.#open.gone(now), changes: 0 };
    this.#tell('paused');
  }

  #serverTime() {
    return Date.now() + this.#skew;
  }

  #onEvent(type, data) {
    this.#heardAt = Date.now();
    if (data.serverTime) this.#skew = Date.parse(data.serverTime) - Date.now();
    switch (type) {
      case 'snapshot':
        this.#open.replace(data.pullRequests);
        this.#hasSnapshot = true;
        this.#tell('open');
        break;
      case 'pull-request':
        this.#changed(this.#open.apply(data, this.#serverTime()));
        this.#tell(type, data);
        break;
      case 'repository':
        this.#open.remove(data.pullRequests ?? []);
        this.#changed(false);
        break;
      case 'late':
        if (this.#open.judge(data, this.#serverTime())) this.#changed(false);
        this.#tell(type, data);
        break;
      case 'ping':
        break;
      default:
        this.#tell(type, data);
    }
  }

  #changed(moved) {
    if (this.#paused) {
      this.#paused.changes++;
      this.#tell('paused');
    } else {
      this.#tell('open', { moved });
    }
  }

  #onState(name) {
    if (this.#connection === 'live' && name !== 'live') this.#awaySince = Date.now();
    this.#connection = name;
    this.#tell('connection');
  }

  #tell(type, detail = null) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

export const live = new Live();
