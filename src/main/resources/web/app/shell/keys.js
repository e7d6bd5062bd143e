const SEQUENCE_MILLIS = 1_500;
const OFF = 'single-keys-off';

/** Whether single letters are shortcuts; some who speak to their computer must switch them off. */
export const shortcuts = {
  get on() {
    return localStorage.getItem(OFF) === null;
  },
  set on(on) {
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, 'true');
  },
};

/**
 * The keyboard: `/` to the filter, `g` and a letter to a screen, `j` and `k` through the items of a
 * screen (links with `data-item`), `o` to the item at its provider (`data-outside` beside it), `?` help.
 */
export class Keys {
  #goTo;
  #help;
  #pending = 0;

  constructor({ goTo, help }) {
    this.#goTo = goTo;
    this.#help = help;
  }

  listen() {
    addEventListener('keydown', (event) => this.#onKey(event));
  }

  #onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (document.querySelector('dialog[open]')) return;
    const filter = document.querySelector('[data-filter]');
    const typing = event.target.closest?.('input, textarea, select, [contenteditable]');
    if (event.key === 'Escape') {
      if (typing) typing.blur();
    } else if (!typing && shortcuts.on && this.#act(event.key, filter)) {
      event.preventDefault();
    }
  }

  #act(key, filter) {
    const follows = Date.now() - this.#pending < SEQUENCE_MILLIS;
    this.#pending = 0;
    if (follows) return this.#goTo(key);
    switch (key) {
      case 'g':
        this.#pending = Date.now();
        return true;
      case '/':
        filter?.focus();
        filter?.select?.();
        return filter !== null;
      case 'j': return this.#step(1);
      case 'k': return this.#step(-1);
      case 'o': return this.#openOutside();
      case '?':
        this.#help();
        return true;
      default: return false;
    }
  }

  #step(by) {
    const items = [...document.querySelectorAll('[data-item]')];
    const at = items.indexOf(document.activeElement);
    const next = items[at < 0 ? (by > 0 ? 0 : items.length - 1) : at + by];
    next?.focus();
    return items.length > 0;
  }

  #openOutside() {
    const here = document.activeElement?.closest('article, tr, section')?.querySelector('[data-outside]')
      ?? document.querySelector('.heading [data-outside]');
    here?.click();
    return here != null;
  }
}
