import { html, nothing } from 'lit';
import { send } from '../api.js';
import { Ask, all } from '../ask.js';
import { calendars } from '../calendars.js';
import { Screen } from '../element.js';
import { Acts } from '../people/acts.js';
import { sure } from '../sure.js';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const SOURCES = { builtIn: 'as it comes', configuration: 'said by the configuration file, and changed there', api: 'as was said here' };

/** When people work: everybody, and the teams that have hours of their own. */
class Hours extends Screen {
  static properties = { admin: { attribute: false } };
  #calendars = new Ask(this, (signal) => calendars(signal));
  #teams = new Ask(this, (signal) => all('/teams', {}, { signal }));
  #acts = new Acts(this, () => this.#load());

  connectedCallback() {
    super.connectedCallback();
    this.#load();
  }

  render() {
    return html`
      <p class="lead">For <i>working hours</i> on the board and in the metrics, and for targets that are counted in them. While a review is awaited the reviewer’s hours count, else the author’s; who is in several teams with hours of their own has those of the first by name.</p>
      ${this.#acts.said()}
      ${this.#calendars.show(3, (items) => html`
        <div class="columns">${items.map((one) => this.#calendar(one))}</div>
        ${this.#another(items)}`)}`;
  }

  #calendar({ team, source, zone, week, holidays }) {
    const name = team?.name ?? 'Everybody else';
    const path = team ? `/teams/${encodeURIComponent(team.id)}/calendar` : '/calendars/default';
    return html`
      <section class="panel" aria-label=${name}><div class="title"><h2>${name}</h2><span class="where">${SOURCES[source] ?? source}</span></div>
        <dl class="week">${DAYS.map((day) => html`<div><dt>${day[0].toUpperCase()}${day.slice(1)}</dt><dd>${week[day]?.length ? week[day].join(', ') : html`<span class="muted">off</span>`}</dd></div>`)}</dl>
        <p class="where">By the clock of ${zone}.${holidays?.length ? ` Without work: ${holidays.join(', ')}.` : ''}</p>
        ${this.admin && source !== 'configuration' ? html`<details><summary>Change</summary>${this.#form(name, path, { zone, week, holidays })}</details>` : nothing}
        ${this.admin && team && source === 'api' ? html`<p class="buttons"><button type="button" class="plain" ?disabled=${this.#acts.busy} @click=${() => this.#take(team)}>Take its own hours away…</button></p>` : nothing}
      </section>`;
  }

  #another(items) {
    const own = new Set(items.map(({ team }) => team?.id));
    const others = (this.#teams.value?.items ?? []).filter(({ id }) => !own.has(id));
    if (!this.admin || others.length === 0) return nothing;
    const { zone, week } = items[0];
    return html`<section class="panel"><details><summary>Hours of another team</summary>
      ${this.#form('another team', null, { zone, week, holidays: [] }, html`<label class="field"><span>Team</span><select name="team">${others.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}</select></label>`)}</details></section>`;
  }

  #form(name, path, { zone, week, holidays }, first = nothing) {
    return html`
      <form class="form" aria-label=${`Hours of ${name}`} @submit=${(event) => this.#save(event, path, name)}>
        ${first}
        <label class="field"><span>Time zone</span><input name="zone" required maxlength="100" list="zones" autocomplete="off" spellcheck="false" .value=${zone}></label>
        <datalist id="zones">${Intl.supportedValuesOf('timeZone').map((one) => html`<option value=${one}></option>`)}</datalist>
        <fieldset><legend>Hours</legend><p class="help">Such as 09:00-12:30, 13:30-18:00; the end of the day is 24:00; empty is off.</p>
          ${DAYS.map((day) => html`<label class="field day"><span>${day[0].toUpperCase()}${day.slice(1)}</span><input name=${day} autocomplete="off" spellcheck="false" .value=${(week[day] ?? []).join(', ')}></label>`)}</fieldset>
        <label class="field"><span>Dates without work</span><textarea name="holidays" placeholder="2026-12-25" .value=${(holidays ?? []).join('\n')}></textarea></label>
        <p class="buttons"><button ?disabled=${this.#acts.busy}>Save</button></p></form>`;
  }

  #save(event, path, name) {
    event.preventDefault();
    const form = new FormData(event.target);
    const parts = (field) => form.get(field).split(/[\s,;]+/).filter(Boolean);
    const body = {
      zone: form.get('zone').trim(),
      week: Object.fromEntries(DAYS.map((day) => [day, parts(day)]).filter(([, hours]) => hours.length)),
      holidays: parts('holidays'),
    };
    const details = event.target.closest('details');
    this.#acts.run(async () => {
      const done = await send('PUT', path ?? `/teams/${encodeURIComponent(form.get('team'))}/calendar`, body);
      details.open = false;
      return done;
    }, `The hours of ${name === 'another team' ? 'the team' : name} are set. What was measured by them is measured again meanwhile.`);
  }

  async #take({ id, name }) {
    if (!(await sure({ title: `Take the hours of ${name} away?`, text: 'Then everybody’s hold for its members. It can be undone.', yes: 'Take away' }))) return;
    this.#acts.run(() => send('DELETE', `/teams/${encodeURIComponent(id)}/calendar`), `${name} has the hours of everybody now.`);
  }

  #load() {
    this.#calendars.load();
    this.#teams.load();
  }
}

customElements.define('turnaround-hours', Hours);
