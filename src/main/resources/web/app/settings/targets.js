import { html, nothing } from 'lit';
import { get, send } from '../api.js';
import { Ask, all } from '../ask.js';
import { target } from '../board/lateness.js';
import { Screen } from '../element.js';
import { Acts } from '../people/acts.js';

const CLOCKS = {
  timeToFirstComment: 'Time to first comment',
  timeToFirstReview: 'Time to first review',
  timeToApprove: 'Time to approve',
  timeToEffectiveApproval: 'Time to effective approval',
  timeToMerge: 'Time to merge',
};
const UNITS = { 60: 'minutes', 3600: 'hours', 86400: 'days' };

/** How fast is fast enough, for all and for teams. */
class Targets extends Screen {
  static properties = { admin: { attribute: false } };
  #targets = new Ask(this, (signal) => get('/targets', {}, { signal }));
  #teams = new Ask(this, (signal) => all('/teams', {}, { signal }));
  #acts = new Acts(this, () => this.#targets.load());

  connectedCallback() {
    super.connectedCallback();
    this.#targets.load();
    this.#teams.load();
  }

  render() {
    return html`
      <p class="lead">What misses its target shows as late on the board. A team’s own hold for what its members open; those of all for the rest.</p>
      ${this.#acts.said()}
      ${this.#targets.show(3, ({ items }) => items.length === 0 ? html`<p class="notice">There are no targets yet: nothing is late.</p>` : html`
        <table class="sheet stacks framed"><thead><tr><th scope="col">Clock</th><th scope="col">Of</th><th scope="col">Within</th>${this.admin ? html`<td><span class="hidden">Remove</span></td>` : nothing}</tr></thead>
        <tbody>${items.map((one) => this.#row(one))}</tbody></table>`)}
      ${this.admin ? this.#form() : nothing}`;
  }

  #row({ team, metric, targetSeconds, time }) {
    const of = team?.name ?? 'all';
    return html`<tr><th scope="row">${CLOCKS[metric] ?? metric}</th><td>${of}</td><td>${target({ targetSeconds, time })}</td>
      ${this.admin ? html`<td class="act"><button type="button" ?disabled=${this.#acts.busy} aria-label=${`Remove the target of ${of} for ${CLOCKS[metric] ?? metric}`} @click=${() => this.#remove(metric, team)}>Remove</button></td>` : nothing}</tr>`;
  }

  #form() {
    const teams = this.#teams.value?.items ?? [];
    return html`
      <section class="panel"><h2>Set a target</h2>
        <form class="form" @submit=${(event) => this.#set(event)}>
          <label class="field"><span>Clock</span><select name="metric">${Object.entries(CLOCKS).map(([name, words]) => html`<option value=${name}>${words}</option>`)}</select></label>
          <fieldset class="within"><legend>Within</legend>
            <label><span class="hidden">How many</span><input name="many" type="number" min="1" max="9999" required value="4"></label>
            <label><span class="hidden">Of what</span><select name="unit">${Object.entries(UNITS).map(([seconds, words]) => html`<option value=${seconds} ?selected=${words === 'hours'}>${words}</option>`)}</select></label>
            <label class="check"><input type="checkbox" name="working"> of working time</label></fieldset>
          <label class="field"><span>For what is opened by</span><select name="team"><option value="">all</option>${teams.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}</select></label>
          <p class="buttons"><button ?disabled=${this.#acts.busy}>Set</button></p></form></section>`;
  }

  #set(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const metric = form.get('metric');
    const body = { metric, targetSeconds: Number(form.get('many')) * Number(form.get('unit')), time: form.has('working') ? 'working' : 'calendar' };
    const team = form.get('team');
    this.#acts.run(() => send('PUT', '/targets', team ? { ...body, team } : body), `${CLOCKS[metric]} has a target now. It counts at once.`);
  }

  #remove(metric, team) {
    const query = new URLSearchParams(team ? { metric, team: team.id } : { metric });
    this.#acts.run(() => send('DELETE', `/targets?${query}`), 'The target is removed.');
  }
}

customElements.define('turnaround-targets', Targets);
