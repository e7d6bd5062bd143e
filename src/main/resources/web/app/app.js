import { LitElement, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Board } from './board.js';
import { card } from './card.js';
import { counted, duration, timeOfDay } from './fmt.js';
import { inLanes, matcher, repositoryAndNumber } from './lanes.js';
import { session, signIn, singleSignOn } from './session.js';
import { SharedStream } from './share.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const AWAY_MILLIS_TOLERATED = 3 * SECOND;
const SUMMARY_MILLIS = 30 * SECOND;
const REFUSED = new Map([
  ['state', 'The sign-in was not finished in the browser or the time that it was begun in. Try again.'],
  ['denied', 'The sign-in was denied or given up.'],
  ['issuer', 'Single sign-on did not work. The audit log says why; an administrator can read it.'],
  ['role', 'You are known, but none of your roles may look at this. Ask an administrator for one.'],
]);
const PILL = { connecting: 'Connecting', live: 'Live', reconnecting: 'Reconnecting…' };

/**
 * The page: signs in, keeps the board up to date and draws it once a second.
 *
 * It renders into the document itself, not into a shadow root: one style sheet, and the skip link
 * and every label find what they point to.
 */
class TurnaroundApp extends LitElement {
  #view = 'starting';
  #refusal = null;
  #singleSignOn = null;
  #board = new Board();
  #hasSnapshot = false;
  #stream = null;
  #connection = 'connecting';
  #awaySince = Date.now();
  #heardAt = null;
  #skew = 0;
  #filter = new URLSearchParams(location.search).get('q') ?? '';
  #paused = null;
  #movedSinceSummary = 0;
  #summary = '';
  #calm = matchMedia('(prefers-reduced-motion: reduce)');

  createRenderRoot() {
    return this;
  }

  /**
   * `signedIn` is the answer to the token in the address, or null when it held none; `refused` is why
   * single sign-on let nobody in.
   */
  async start(signedIn, refused) {
    const answer = signedIn ?? (await session());
    if (answer === 'signed-out') {
      this.#showSignIn();
      this.#refusal = REFUSED.get(refused) ?? null;
      if (signedIn) this.#refusal = 'The token in the address is not valid (any more).';
      this.requestUpdate();
    } else {
      // Unreachable too: the stream tries again, and says so meanwhile.
      this.#follow();
    }
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('keydown', (event) => this.#onKey(event));
    setInterval(() => this.#summarise(), SUMMARY_MILLIS);
    this.#tick();
  }

  // Once a frame, however many events come in a burst; and not at all while the tab is hidden.
  async scheduleUpdate() {
    await new Promise(requestAnimationFrame);
    super.scheduleUpdate();
  }

  render() {
    return html`
      <header>
        <h1>Turnaround</h1>
        ${this.#view === 'board' ? this.#pill() : nothing}
      </header>
      <main id="board" tabindex="-1">${this.#main()}</main>
      <p class="hidden" role="status">${this.#summary}</p>`;
  }

  #main() {
    switch (this.#view) {
      case 'signed-out': return this.#signInForm();
      case 'board': return this.#boardView();
      default: return nothing;
    }
  }

  // The words alone are a live region: the age beside them changes every second.
  #pill() {
    const heard = this.#connection === 'live' && this.#heardAt !== null && !this.#calm.matches && !this.#paused;
    return html`
      <p class="pill ${this.#connection}" data-testid="conn">
        <span class="dot" aria-hidden="true"></span><span role="status">${PILL[this.#connection]}</span>${heard
          ? html`<span class="age"> · last event ${duration((Date.now() - this.#heardAt) / SECOND)}</span>` : nothing}
      </p>`;
  }

  #boardView() {
    const now = this.#paused?.now ?? this.#now();
    const open = this.#paused?.open ?? this.#board.open();
    const shown = open.filter(matcher(this.#filter));
    return html`
      ${this.#banner()}
      ${this.#toolbar(open.length, shown.length)}
      ${!this.#hasSnapshot ? this.#skeleton()
        : open.length === 0 ? this.#nothingOpen()
        : shown.length === 0 ? html`<p class="notice">Nothing matches. <button @click=${() => this.#setFilter('')}>Clear</button></p>`
        : this.#lanes(shown, now)}
      ${this.#left(now)}`;
  }

  #toolbar(total, shown) {
    const changes = this.#paused?.changes ?? 0;
    return html`
      <form class="toolbar" role="search" @submit=${(event) => event.preventDefault()}>
        <label for="filter">Filter</label>
        <input id="filter" type="search" autocomplete="off" spellcheck="false" aria-keyshortcuts="/"
          placeholder="title, repository, author or turn" .value=${this.#filter}
          @input=${(event) => this.#setFilter(event.target.value)}>
        <kbd aria-hidden="true">/</kbd>
        <span class="total">${this.#hasSnapshot ? (shown === total ? `${counted(total, 'open pull request')}` : `${shown} of ${counted(total, 'open pull request')}`) : nothing}</span>
        <button type="button" class="pause" @click=${() => this.#togglePause()}>${
          this.#paused ? `Resume${changes ? ` (${counted(changes, 'change')})` : ''}` : 'Pause'}</button>
      </form>`;
  }

  #lanes(pullRequests, now) {
    const moved = this.#paused ? new Set() : this.#board.moved(now);
    return html`<div class="lanes">${inLanes(pullRequests).map((lane) => html`
      <section class="lane ${lane.phase}" aria-labelledby="lane-${lane.phase}">
        <h2 id="lane-${lane.phase}"><span><span aria-hidden="true">${lane.icon}</span> ${lane.words}</span> <span class="count">${lane.pullRequests.length}</span></h2>
        ${lane.pullRequests.length === 0 ? html`<p class="empty">${this.#filter ? 'Nothing matches here.' : lane.empty}</p>` : nothing}
        ${repeat(lane.pullRequests, ({ id }) => id, (pullRequest) =>
          card(pullRequest, lane, now, { calm: this.#calm.matches, moved: moved.has(pullRequest.id) }))}
      </section>`)}</div>`;
  }

  #left(now) {
    const left = this.#paused?.left ?? this.#board.left(now);
    if (left.length === 0) return nothing;
    return html`<p class="left">Just now: ${left.map(({ pullRequest }, i) => `${i ? ', ' : ''}${repositoryAndNumber(pullRequest)} ${pullRequest.state}`)}</p>`;
  }

  #nothingOpen() {
    return html`
      <section class="notice">
        <h2>No open pull requests</h2>
        <p>As soon as a webhook arrives, its pull request appears here; nothing has to be reloaded.</p>
        <ol>
          <li>Name a connection in <code>turnaround.yaml</code>, with the secret of its webhook.</li>
          <li>Point a webhook at <code>${location.origin}/webhooks/<i>connection</i></code>, with the same secret (see the README).</li>
          <li>Open a pull request, or comment on one.</li>
        </ol>
      </section>`;
  }

  #skeleton() {
    return html`<div class="lanes skeleton" aria-hidden="true">${[3, 2, 1, 1].map((cards) => html`
      <div class="lane"><h2></h2>${Array.from({ length: cards }, () => html`<div class="card"></div>`)}</div>`)}</div>`;
  }

  // Says when, not for how long: an alert whose text changes every second is read out every second.
  #banner() {
    if (this.#connection === 'live' || Date.now() - this.#awaySince < AWAY_MILLIS_TOLERATED) return nothing;
    return html`
      <div class="banner" role="alert">
        <span><span aria-hidden="true">⚠</span> Not connected since ${timeOfDay(this.#awaySince)}. ${this.#hasSnapshot
          ? 'The board shows what was known then; the clocks go on.' : 'Nothing was received yet.'} Trying again.</span>
        <button @click=${() => this.#stream.retry()}>Retry now</button>
      </div>`;
  }

  #signInForm() {
    return html`
      <form class="notice sign-in" method="post" @submit=${(event) => this.#onSignIn(event)}>
        <h2>Sign in</h2>
        <p>The server prints an address that signs in when it starts. Or paste a token:</p>
        <label for="token">Token</label>
        <input id="token" type="password" required autocomplete="current-password" spellcheck="false"
          aria-invalid=${this.#refusal ? 'true' : 'false'} aria-describedby="refusal">
        <button>Sign in</button>
        ${this.#singleSignOn ? html`<p><a href=${this.#singleSignOn}>Sign in with single sign-on</a></p>` : nothing}
        <p id="refusal" role="alert">${this.#refusal}</p>
      </form>`;
  }

  async #showSignIn() {
    this.#view = 'signed-out';
    const address = await singleSignOn();
    this.#singleSignOn = address && `${address}?return=${encodeURIComponent(location.pathname + location.search)}`;
    this.requestUpdate();
  }

  async #onSignIn(event) {
    event.preventDefault();
    const answer = await signIn(this.querySelector('#token').value.trim());
    if (answer === 'signed-in') {
      this.#refusal = null;
      this.#follow();
    } else {
      this.#refusal = answer === 'signed-out' ? 'This token is not valid.' : 'The server does not answer. Try again.';
      this.requestUpdate();
    }
  }

  #follow() {
    this.#view = 'board';
    this.#awaySince = Date.now();
    if (this.#stream) {
      this.#connection = 'connecting';
      this.#stream.retry();
    } else {
      this.#stream = new SharedStream({
        event: (type, data) => this.#onEvent(type, data),
        state: (name) => this.#onState(name),
        snapshot: () => ({ serverTime: new Date(this.#now()).toISOString(), pullRequests: this.#board.open() }),
      });
      this.#stream.start();
    }
    this.requestUpdate();
  }

  #onEvent(type, data) {
    this.#heardAt = Date.now();
    // The clocks run on the server's time, whatever this computer believes.
    if (data.serverTime) this.#skew = Date.parse(data.serverTime) - Date.now();
    if (type === 'snapshot') {
      this.#board.replace(data.pullRequests);
      this.#hasSnapshot = true;
    } else if (type === 'pull-request') {
      if (this.#board.apply(data, this.#now())) this.#movedSinceSummary++;
      if (this.#paused) this.#paused.changes++;
    }
    this.requestUpdate();
  }

  #onState(name) {
    if (name === 'signed-out') {
      this.#showSignIn();
      this.#refusal = 'Your session has ended. Sign in again.';
    } else if (this.#view === 'signed-out') {
      // Another tab has signed in.
      this.#view = 'board';
      this.#refusal = null;
    }
    if (this.#connection === 'live' && name !== 'live') this.#awaySince = Date.now();
    this.#connection = name;
    this.requestUpdate();
  }

  #onKey(event) {
    const typing = event.target.closest?.('input, textarea, select, [contenteditable]');
    const filter = this.querySelector('#filter');
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && filter) {
      event.preventDefault();
      filter.focus();
      filter.select();
    } else if (event.key === 'Escape' && event.target === filter) {
      this.#setFilter('');
    }
  }

  #setFilter(filter) {
    this.#filter = filter;
    const address = new URL(location);
    if (filter) address.searchParams.set('q', filter);
    else address.searchParams.delete('q');
    history.replaceState(null, '', address);
    this.requestUpdate();
  }

  #togglePause() {
    const now = this.#now();
    this.#paused = this.#paused ? null : { now, open: this.#board.open(), left: this.#board.left(now), changes: 0 };
    this.requestUpdate();
  }

  // At most one sentence in half a minute: neither cards nor clocks are read out.
  #summarise() {
    this.#summary = this.#movedSinceSummary && !this.#paused ? `${counted(this.#movedSinceSummary, 'pull request')} moved.` : '';
    this.#movedSinceSummary = 0;
    this.requestUpdate();
  }

  #now() {
    const now = Date.now() + this.#skew;
    return this.#calm.matches ? now - (now % MINUTE) : now;
  }

  #tick() {
    this.requestUpdate();
    // On the server's full second, so that the clocks of two screens beside each other agree.
    setTimeout(() => this.#tick(), SECOND - ((((Date.now() + this.#skew) % SECOND) + SECOND) % SECOND));
  }
}

customElements.define('turnaround-app', TurnaroundApp);
