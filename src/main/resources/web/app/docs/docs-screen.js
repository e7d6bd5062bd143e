import { html } from 'lit';
import { Screen } from '../element.js';
import { failed } from '../states.js';

const FILES = import.meta.resolve('swagger-ui/');

const DARK = 'dark-mode'; // what the viewer's sheet calls it
const system = matchMedia('(prefers-color-scheme: dark)');

/** The API, from the document that the server checks requests against. */
class Docs extends Screen {
  #problem = null;
  #theme = new MutationObserver(() => this.#paint());

  connectedCallback() {
    super.connectedCallback();
    this.#theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    this.listen(system, 'change', () => this.#paint());
    this.#paint();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#theme.disconnect();
    document.documentElement.classList.remove(DARK);
  }

  firstUpdated() {
    this.#load();
  }

  render() {
    return html`
      <div class="title"><h1>API</h1><a class="button" href="/openapi.yaml" download>openapi.yaml</a></div>
      <p class="lead">Every number of these pages comes from this API. Calls that you try here are made with your session.</p>
      ${this.#problem ? failed(this.#problem, () => this.#load()) : ''}
      <div class="swagger"></div>`;
  }

  /** The viewer does not follow the system by itself. */
  #paint() {
    const { dataset, classList } = document.documentElement;
    classList.toggle(DARK, dataset.theme ? dataset.theme === 'dark' : system.matches);
  }

  async #load() {
    try {
      await Promise.all([style(`${FILES}swagger-ui.css`), script(`${FILES}swagger-ui-bundle.js`)]);
      this.#problem = null;
    } catch {
      this.#problem = { title: 'The viewer could not be loaded', detail: 'The document itself is at /openapi.yaml.' };
    }
    this.requestUpdate();
    if (this.#problem || !this.isConnected) return;
    globalThis.SwaggerUIBundle({
      url: '/openapi.yaml',
      domNode: this.querySelector('.swagger'),
      deepLinking: false,
      validatorUrl: null,
      docExpansion: 'list',
      // As for every change that the page makes: it proves that no other site is behind it.
      requestInterceptor: (request) => {
        request.headers['x-requested-by'] = 'turnaround';
        return request;
      },
    });
  }
}

customElements.define('turnaround-docs', Docs);

function script(address) {
  return loaded(Object.assign(document.createElement('script'), { src: address }));
}

function style(address) {
  return loaded(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: address }));
}

function loaded(element) {
  return new Promise((resolve, reject) => {
    element.addEventListener('load', resolve);
    element.addEventListener('error', reject);
    document.head.append(element);
  });
}
