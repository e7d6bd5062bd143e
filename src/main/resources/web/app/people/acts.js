import { html, nothing } from 'lit';
import { send } from '../api.js';
import { Deed } from '../deed.js';

/** What is done about people: said where it was done, with the way to take it back. */
export class Acts {
  #host;
  #deed;
  #changed;
  #undo = null;

  /** `changed` is called after each act. */
  constructor(host, changed) {
    this.#host = host;
    this.#deed = new Deed(host);
    this.#changed = changed;
  }

  get busy() {
    return this.#deed.busy;
  }

  /** The answer of `act` names what was done in `act`, to undo it by. */
  async run(act, words) {
    this.#undo = null;
    const done = await this.#deed.run(act, words);
    if (done === undefined) return undefined;
    this.#undo = done?.act ?? null;
    this.#changed();
    this.#host.requestUpdate();
    return done;
  }

  undo(id) {
    return this.run(() => send('POST', `/people/acts/${encodeURIComponent(id)}/undo`), 'Taken back.');
  }

  said() {
    return html`<div class="acts">${this.#deed.said()}${this.#undo ? html`<p><button type="button" @click=${() => this.undo(this.#undo)}>Undo</button></p>` : nothing}</div>`;
  }
}

export function link(identity, person) {
  return send('PUT', `/identities/${encodeURIComponent(identity)}`, { person });
}

export function mark(identity, bot) {
  return send('PUT', `/identities/${encodeURIComponent(identity)}`, { bot });
}

export function person(name, identities) {
  return send('POST', '/people', { name, identities });
}
