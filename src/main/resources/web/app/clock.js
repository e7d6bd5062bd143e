import { UNKNOWN, duration, instant, isoDuration, work } from './fmt.js';
import { live } from './live/live.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const ticking = new Set();

/**
 * `<turnaround-clock>`: a duration that stands, or one that runs since an instant. Give it `clock`:
 * `{seconds}` or `{since}`, both null when not known, with `estimated`, and `start` for a duration
 * that stands and has a beginning to tell. With `hours`, a WorkingTime, only these count since then.
 *
 * No element of Lit's: hundreds of them tick, and each writes only the text that changed. Seconds
 * tick under an hour; whoever asked for less motion sees minutes.
 */
class Clock extends HTMLElement {
  #clock = null;
  #time = document.createElement('time');
  #shown = null;

  set clock(clock) {
    this.#clock = clock;
    this.#shown = null;
    this.#follow();
  }

  connectedCallback() {
    this.append(this.#time);
    this.#follow();
  }

  disconnectedCallback() {
    ticking.delete(this);
  }

  /** @param now the server's time in milliseconds */
  draw(now) {
    const { seconds, since = null, estimated = false, start = null, hours = null } = this.#clock ?? {};
    const runs = since !== null;
    const elapsed = runs ? Math.max(0, Math.floor((hours ? hours.between(Date.parse(since), now) : now - Date.parse(since)) / SECOND)) : seconds;
    const known = elapsed != null && !Number.isNaN(elapsed);
    const text = known ? (estimated ? '~' : '') + (hours ? work(elapsed) : duration(elapsed, { live: runs && !calm.matches })) : UNKNOWN;
    if (text === this.#shown) return;
    this.#shown = text;
    this.#time.textContent = text;
    if (known) this.#time.dateTime = isoDuration(elapsed);
    const from = since ?? start;
    this.#time.title = !known ? 'Not known, or not yet'
      : (from ? `${runs ? 'running since' : 'from'} ${instant(from)}${hours ? ', working hours only' : ''}` : '') + (estimated ? ' (estimated)' : '');
  }

  #follow() {
    if (this.isConnected && this.#clock?.since) ticking.add(this);
    else ticking.delete(this);
    this.draw(steady(live.now()));
  }
}

customElements.define('turnaround-clock', Clock);

function steady(now) {
  return calm.matches ? now - (now % MINUTE) : now;
}

function tick() {
  const now = live.now();
  if (live.paused === null && !document.hidden) ticking.forEach((clock) => clock.draw(steady(now)));
  // On the server's full second, so that the clocks of two screens beside each other agree.
  setTimeout(tick, live.paused === null ? SECOND - (((now % SECOND) + SECOND) % SECOND) : SECOND);
}
tick();
