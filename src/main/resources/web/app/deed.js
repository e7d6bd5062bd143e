import { html, nothing } from 'lit';

/** Something that an administrator does: one at a time, and what goes wrong is said where it was asked for. */
export class Deed {
  #host;
  busy = false;
  problem = null;
  words = null;

  constructor(host) {
    this.#host = host;
  }

  /** Gives what the act gives, or undefined when it failed. `words` tell afterwards what was done. */
  async run(act, words = null) {
    if (this.busy) return undefined;
    this.busy = true;
    this.problem = null;
    this.words = null;
    this.#host.requestUpdate();
    try {
      const done = await act();
      this.words = typeof words === 'function' ? words(done) : words;
      return done ?? null;
    } catch (problem) {
      this.problem = problem;
      return undefined;
    } finally {
      this.busy = false;
      this.#host.requestUpdate();
    }
  }

  /** What went wrong or was done; a region that screen readers hear. */
  said() {
    return html`<div role="status" class="said">${this.problem ? html`
      <p class="said-wrong"><span aria-hidden="true">⚠</span> <b>${this.problem.title}</b> ${this.problem.detail ?? ''}
        ${(this.problem.errors ?? []).map(({ field, detail }) => html`<span class="said-field"><code>${field}</code> ${detail}</span>`)}</p>`
      : this.words ? html`<p><span class="good" aria-hidden="true">✓</span> ${this.words}</p>` : nothing}</div>`;
  }
}
