import { LitElement } from 'lit';
import { live } from './live/live.js';
import { router } from './router.js';

/**
 * An element that renders into the document itself, not into a shadow root: one set of style
 * sheets, and every label and link finds what it points to.
 */
export class Element extends LitElement {
  createRenderRoot() {
    return this;
  }
}

/**
 * A screen, or another element that draws what the stream tells. It draws once a frame however
 * many events come in a burst, and not at all while the tab is hidden.
 */
export class Screen extends Element {
  static properties = { parameters: { attribute: false } };
  #left = null;

  connectedCallback() {
    super.connectedCallback();
    this.#left = new AbortController();
    this.listen(router, 'filtered', () => this.requestUpdate());
    this.listen(live, 'paused', () => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#left.abort();
  }

  /** Aborted when the screen is left. */
  get left() {
    return this.#left.signal;
  }

  /** Listens until the screen is left. */
  listen(target, type, listener) {
    target.addEventListener(type, listener, { signal: this.#left.signal });
  }

  async scheduleUpdate() {
    await new Promise(requestAnimationFrame);
    super.scheduleUpdate();
  }
}
