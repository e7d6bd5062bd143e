import { html, nothing } from 'lit';
import { Element } from '../element.js';
import { signIn, singleSignOn } from '../session.js';

const REFUSALS = {
  token: 'The token in the address is not valid (any more).',
  ended: 'Your session has ended. Sign in again.',
  state: 'The sign-in was not finished in the browser or the time that it was begun in. Try again.',
  denied: 'The sign-in was denied or given up.',
  issuer: 'Single sign-on did not work. The audit log says why; an administrator can read it.',
  role: 'You are known, but none of your roles may look at this. Ask an administrator for one.',
};
const ANSWERS = { 'signed-out': 'This token is not valid.', unreachable: 'The server does not answer. Try again.' };

/** Asks for a token, or leads to single sign-on. Tells `signed-in`. */
class SignIn extends Element {
  static properties = { refusal: { attribute: false } };
  #singleSignOn = null;
  #answer = null;

  async connectedCallback() {
    super.connectedCallback();
    const address = await singleSignOn();
    this.#singleSignOn = address && `${address}?return=${encodeURIComponent(location.pathname + location.search)}`;
    this.requestUpdate();
  }

  render() {
    const refusal = this.#answer ?? REFUSALS[this.refusal] ?? '';
    return html`
      <form class="notice sign-in" method="post" @submit=${(event) => this.#onSubmit(event)}>
        <h1>Sign in</h1>
        ${this.#singleSignOn ? html`<p><a class="button" href=${this.#singleSignOn} data-outside>Sign in with single sign-on</a></p>` : nothing}
        <p>${this.#singleSignOn ? 'Or paste a token:' : 'The server prints an address that signs in when it starts. Or paste a token:'}</p>
        <label for="token">Token</label>
        <input id="token" type="password" required autocomplete="current-password" spellcheck="false"
          aria-invalid=${refusal ? 'true' : 'false'} aria-describedby="refusal">
        <button>Sign in</button>
        <p id="refusal" role="alert">${refusal}</p>
      </form>`;
  }

  async #onSubmit(event) {
    event.preventDefault();
    const answer = await signIn(this.querySelector('#token').value.trim());
    if (answer === 'signed-in') {
      this.dispatchEvent(new Event('signed-in'));
    } else {
      this.#answer = ANSWERS[answer];
      this.requestUpdate();
    }
  }
}

customElements.define('turnaround-sign-in', SignIn);
