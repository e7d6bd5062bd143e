/**
 * The address bar: which screen, and in the query its filters. Screens change the query in place,
 * so that the back button leaves a screen instead of undoing a letter.
 */
class Router extends EventTarget {
  get path() {
    return location.pathname;
  }

  /** The filters; a copy. */
  get query() {
    return new URLSearchParams(location.search);
  }

  start() {
    addEventListener('popstate', () => this.#tell());
    document.addEventListener('click', (event) => this.#onClick(event));
  }

  go(address) {
    if (new URL(address, location).href === location.href) return;
    history.pushState(null, '', address);
    scrollTo(0, 0);
    this.#tell();
  }

  /** Sets filters and takes out those that are null or empty. */
  filter(values) {
    const address = new URL(location);
    for (const [name, value] of Object.entries(values)) {
      if (value == null || value === '') address.searchParams.delete(name);
      else address.searchParams.set(name, value);
    }
    history.replaceState(null, '', address);
    this.dispatchEvent(new Event('filtered'));
  }

  #tell() {
    this.dispatchEvent(new Event('moved'));
  }

  // Links stay links: they can be copied, opened in a tab, and read by a screen reader.
  #onClick(event) {
    const link = event.target.closest?.('a[href]');
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (link.origin !== location.origin || link.target || link.hasAttribute('download') || 'outside' in link.dataset) return;
    if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
    event.preventDefault();
    this.go(link.href);
  }
}

export const router = new Router();
