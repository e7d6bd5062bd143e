import { html, nothing } from 'lit';
import { Element } from '../element.js';
import { duration, instant, tickLabel } from '../fmt.js';
import { props } from '../props.js';
import { clusters, extent, rows, spans, ticks } from './spans.js';
import { PHASES, happening } from './words.js';

/** Whose turn it was, drawn; and below it, who did what when. The table of facts says the same in words. */
class Lane extends Element {
  static properties = { lines: { attribute: false }, now: { attribute: false } };

  render() {
    const all = extent(this.lines, this.now);
    const marked = ticks(all);
    return html`
      <div class="lane-chart" role="img" aria-label=${this.#summary()}>
        <div class="lane-row axis"><span></span><div class="track">${marked.at.map((at) => html`
          <span class="tick" ${props({ '--x': percent(all.share(at)) })}>${tickLabel(at, marked.step)}</span>`)}</div></div>
        <div class="lane-row"><span class="name">turn</span><div class="track turns">${spans(this.lines, this.now).map((span) => this.#turn(span, all))}</div></div>
        ${rows(this.lines).map((row) => this.#person(row, all))}
      </div>`;
  }

  #turn({ phase, from, to }, { share }) {
    const width = share(to) - share(from);
    const time = duration((to - from) / 1_000);
    return html`<span class="span ${phase}" title="${PHASES[phase].words} ${time}" ${props({ '--x': percent(share(from)), '--w': percent(width) })}><span class="span-words"><span>${PHASES[phase].icon}</span> ${time}</span></span>`;
  }

  #person({ name, bot, lines }, { share }) {
    return html`
      <div class="lane-row">
        <span class="name" title=${name}>${name}${bot ? html` <span class="bot">bot</span>` : nothing}</span>
        <div class="track">${clusters(lines, share).map((cluster) => this.#mark(cluster))}</div>
      </div>`;
  }

  #mark({ x, lines }) {
    const shown = lines.toSorted((a, b) => weight(b) - weight(a))[0];
    const does = shown.clock ? 'counts' : shown.ignored ? 'ignored' : '';
    const told = lines.map((line) => `${happening(line).words}, ${instant(line.at)}`).join('\n');
    return html`<span class="mark ${shown.kind} ${shown.verdict ?? ''} ${does}" title=${told} ${props({ '--x': percent(x) })}>${
      happening(shown).mark}${lines.length > 1 ? html`<small>${lines.length}</small>` : nothing}</span>`;
  }

  #summary() {
    const turns = spans(this.lines, this.now).map(({ phase, from, to }) => `${PHASES[phase].words} ${duration((to - from) / 1_000)}`);
    return `Whose turn it was: ${turns.join(', ') || 'never anybody’s'}. The facts are in the table below.`;
  }
}

customElements.define('turnaround-lane', Lane);

// What moves a clock is worth seeing first, then what says yes or no.
function weight({ clock, verdict, kind, ignored }) {
  if (clock) return 3;
  if (ignored) return 0;
  return verdict === 'approved' || verdict === 'changes_requested' || kind === 'merged' ? 2 : 1;
}

function percent(share) {
  return `${(share * 100).toFixed(3)}%`;
}
