import { html, nothing } from 'lit';
import { Element } from '../element.js';

const DAY_MILLIS = 86_400_000;
const dark = matchMedia('(prefers-color-scheme: dark)');
const calm = matchMedia('(prefers-reduced-motion: reduce)');

/**
 * `<turnaround-chart>`: one chart by ECharts, which is loaded with the first of them. Give it `option`,
 * a function from the page's colours to what ECharts draws, and `label`, its sense in a sentence; the
 * table beside it is for those who cannot see it. Tells of a click as `picked`, and with
 * `zoom` of the days that were dragged over, `{from, to}`, as `zoomed`.
 *
 * On another theme it is made anew: `setTheme` of ECharts 6.0 loses the data
 * (https://github.com/apache/echarts/issues/21200).
 */
class Chart extends Element {
  static properties = { option: { attribute: false }, label: { attribute: false }, zoom: { type: Boolean } };
  #chart = null;
  #gone = null;
  #problem = false;

  connectedCallback() {
    super.connectedCallback();
    this.#gone = new AbortController();
    const { signal } = this.#gone;
    dark.addEventListener('change', () => this.#again(), { signal });
    this.themes = new MutationObserver(() => this.#again());
    this.themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    this.sizes = new ResizeObserver(() => this.#chart?.resize());
    this.sizes.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#gone.abort();
    this.themes.disconnect();
    this.sizes.disconnect();
    this.#drop();
  }

  render() {
    return html`<div class="canvas" role="img" aria-label=${this.label}></div>${this.#problem ? html`<p class="muted">The chart could not be loaded; the table says the same.</p>` : nothing}`;
  }

  updated() {
    this.#draw();
  }

  async #draw() {
    if (!this.#chart) {
      let library;
      try {
        library = await import('echarts');
      } catch {
        if (!this.#problem) {
          this.#problem = true;
          this.requestUpdate();
        }
        return;
      }
      const canvas = this.querySelector('.canvas');
      if (!this.isConnected || !canvas) return;
      this.#chart ??= this.#made(library, canvas);
    }
    const ink = colors(this);
    this.#chart.setOption({
      animation: !calm.matches,
      animationDuration: 200,
      backgroundColor: 'transparent',
      textStyle: { color: ink.ink, fontFamily: 'system-ui, sans-serif' },
      aria: { enabled: true, label: { description: this.label } },
      ...this.option(ink),
      // Words of HTML would carry style attributes, which the content security policy forbids.
      tooltip: { renderMode: 'richText', backgroundColor: ink.panel, borderColor: ink.control, textStyle: { color: ink.ink }, ...this.option(ink).tooltip },
      ...(this.zoom ? { brush: { xAxisIndex: 0, brushType: 'lineX', transformable: false, outOfBrush: { colorAlpha: 1 }, brushStyle: { color: ink.border, opacity: 0.5, borderColor: ink.link } }, toolbox: { show: false } } : {}),
    }, { notMerge: true });
    if (this.zoom) this.#chart.dispatchAction({ type: 'takeGlobalCursor', key: 'brush', brushOption: { brushType: 'lineX', brushMode: 'single' } });
  }

  #made(library, canvas) {
    const chart = library.init(canvas, null, { renderer: 'canvas' });
    chart.on('click', (event) => this.dispatchEvent(new CustomEvent('picked', { detail: event })));
    chart.on('brushEnd', ({ areas }) => {
      const range = areas[0]?.coordRange;
      if (!range || range[1] - range[0] < DAY_MILLIS / 2) return; // a click, and no drag
      const [from, to] = range.map((millis) => new Date(millis).toISOString().slice(0, 10));
      this.dispatchEvent(new CustomEvent('zoomed', { detail: { from, to } }));
    });
    return chart;
  }

  #again() {
    this.#drop();
    this.requestUpdate();
  }

  #drop() {
    this.#chart?.dispose();
    this.#chart = null;
  }
}

customElements.define('turnaround-chart', Chart);

/** The page's colours as a canvas wants them: worked out, for the theme of now. */
function colors(element) {
  const probe = document.createElement('span');
  element.append(probe);
  const found = Object.fromEntries(['ink', 'muted', 'border', 'panel', 'control', 'link', 'review', 'author', 'approved', 'late', 'idle'].map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color];
  }));
  probe.remove();
  return found;
}
