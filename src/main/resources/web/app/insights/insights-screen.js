import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { get } from '../api.js';
import { Ask, all } from '../ask.js';
import { choice } from '../choice.js';
import { save } from '../csv.js';
import { Deed } from '../deed.js';
import { Screen } from '../element.js';
import { counted, duration, number, work } from '../fmt.js';
import { live } from '../live/live.js';
import { router } from '../router.js';
import { addressOf } from '../routes.js';
import { when } from '../when.js';
import './chart.js';
import { distribution, trend } from './charts.js';
import { BINS, METRICS, comparison, metricOf, stops } from './metrics.js';
import { DAYS, rangeOf } from './range.js';
import './spread.js';

const GROUPS = { team: 'team', repository: 'repository', author: 'author' };
const STARTS = {
  ready: { words: 'from ready' },
  opened: { words: 'from opened', rule: 'Here measured from when it was opened instead.' },
  readyTime: { words: 'from ready, drafts left out', rule: 'Here the time in which it was a draft again, or closed, does not count.' },
};
const SETTLE_MILLIS = 2_000;
const SHOWN = 25;
const SORTS = {
  longest: (a, b) => b.seconds - a.seconds,
  shortest: (a, b) => a.seconds - b.seconds,
  latest: (a, b) => (a.at < b.at ? 1 : -1),
};

/** How long reviews take: the figures, how they came to be, and the pull requests behind each. */
class Insights extends Screen {
  #figures = new Ask(this, (signal) => get('/metrics', { ...this.#query(), metric: null, compare: 'previous' }, { signal }));
  #trend = new Ask(this, (signal) => get('/metrics', { ...this.#query(), interval: this.#interval() }, { signal }));
  #groups = new Ask(this, (signal) => get('/metrics', { ...this.#query(), by: this.#by() }, { signal }));
  #behind = new Ask(this, (signal) => this.#pullRequests(signal));
  #survival = new Ask(this, (signal) => this.#start() === 'readyTime' ? { items: [] } : get('/metrics', { ...this.#query(), survival: 'true' }, { signal }));
  #met = new Ask(this, (signal) => this.#targetsMet(signal));
  #names = new Ask(this, (signal) => this.#choices(signal));
  #saving = new Deed(this);
  #asked = null;
  #stopWanting = null;
  #all = false;

  connectedCallback() {
    super.connectedCallback();
    this.#stopWanting = live.want('metrics');
    this.listen(live, 'metrics', () => live.paused === null && this.#loadSoon());
    this.listen(live, 'paused', () => live.paused === null && this.#loadSoon());
    this.listen(live, 'connection', () => live.connection === 'live' && this.#asked && this.#loadSoon());
    this.listen(router, 'filtered', () => this.#onFiltered());
    this.listen(router, 'moved', () => router.path === '/insights' && this.#onFiltered());
    this.#names.load();
    this.#onFiltered();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopWanting?.();
  }

  render() {
    const metric = this.#metric();
    return html`
      <div class="title"><h1>Metrics</h1><a href="/insights/profiles">Where other tools differ</a></div>
      ${this.#toolbar(metric)}
      <p class="lead">${metric.rule} ${STARTS[this.#start()].rule && metric.end ? STARTS[this.#start()].rule : ''} Lower is better. ${router.query.has('bots') ? '' : 'What bots opened is left out.'}</p>
      ${this.#measuredBy()}
      ${this.#figures.show(3, ({ items }) => this.#tiles(items, metric))}
      <div class="columns wide-first">
        <section class="panel"><h2>Trend, by ${this.#interval()}</h2>${this.#trend.show(6, ({ items }) => this.#drawTrend(items, metric))}</section>
        <section class="panel"><h2>Distribution${this.#onTheWall()}</h2>${this.#behind.show(6, (behind) => this.#drawDistribution(behind, metric))}</section>
      </div>
      <section class="panel">
        <div class="title"><h2>By ${GROUPS[this.#by()]}</h2>
          <div class="actions">${Object.keys(GROUPS).map((by) => html`<button type="button" aria-pressed=${by === this.#by()} @click=${() => router.filter({ by: by === 'team' ? null : by })}>${GROUPS[by]}</button>`)}
            <button type="button" @click=${() => this.#saving.run(() => save('/metrics', { ...this.#query(), by: this.#by(), interval: this.#interval() }, `${metric.name}.csv`))}>Save as CSV</button></div></div>
        ${this.#saving.said()}
        ${this.#groups.show(4, ({ items }) => this.#byGroup(items))}
      </section>
      <section class="panel">${this.#behind.show(6, (behind) => this.#list(behind, metric))}</section>`;
  }

  #toolbar(metric) {
    const { repositories = [], teams = [] } = this.#names.value ?? {};
    const { query } = router;
    const range = this.#range();
    return html`
      <form class="toolbar" role="search" @submit=${(event) => event.preventDefault()}>
        <label><span class="hidden">Metric</span><select class="wide" data-filter @change=${(event) => router.filter({ metric: event.target.value, bin: null })}>
          ${METRICS.map(({ name, words }) => html`<option value=${name} ?selected=${name === metric.name}>${words}</option>`)}</select></label>
        <label><span class="hidden">Range</span><select @change=${(event) => this.#choose(event.target.value)}>
          ${DAYS.map((days) => html`<option value=${days} ?selected=${!range.custom && days === range.days}>Last ${days} days</option>`)}
          <option value="custom" ?selected=${range.custom}>From … to …</option></select></label>
        ${range.custom ? html`<span class="dates"><label><span class="hidden">From</span><input type="date" required .value=${range.from} max=${range.last} @change=${(event) => event.target.value && router.filter({ from: event.target.value })}></label> to
          <label><span class="hidden">To</span><input type="date" required .value=${range.last} min=${range.from} @change=${(event) => event.target.value && router.filter({ to: event.target.value })}></label></span>` : nothing}
        ${choice('repository', 'Repository', query.get('repository') ?? '', repositories)}
        ${teams.length || query.has('team') ? choice('team', 'Team', query.get('team') ?? '', teams) : nothing}
        ${query.has('author') ? html`<button type="button" @click=${() => router.filter({ author: null })} aria-label=${`Author ${query.get('author')}: take this filter out`}>Author: ${query.get('author')} <span aria-hidden="true">×</span></button>` : nothing}
        <label><span class="hidden">Measured from</span><select @change=${(event) => router.filter({ clock: event.target.value === 'ready' ? null : event.target.value })}>
          ${Object.entries(STARTS).map(([name, { words }]) => html`<option value=${name} ?selected=${name === this.#start()}>${words}</option>`)}</select></label>
        <label><span class="hidden">Hours that count</span><select @change=${(event) => router.filter({ time: event.target.value })}>
          <option value="" ?selected=${!this.#working()}>Clock: all hours</option><option value="working" ?selected=${this.#working()}>Clock: working hours</option></select></label>
        <label class="check"><input type="checkbox" .checked=${query.has('bots')} @change=${(event) => router.filter({ bots: event.target.checked ? '1' : null })}> bots</label>
      </form>`;
  }

  #tiles(items, metric) {
    const figures = items.find((one) => one.metric === metric.name);
    if (!figures) return nothing;
    const { days } = this.#range();
    return html`
      <dl class="tiles" data-testid="tiles">
        ${[['Median', 'p50Seconds'], ['p75', 'p75Seconds'], ['p90', 'p90Seconds']].map(([words, field]) => html`
          <div><dt>${words}</dt><dd class="value">${this.#time(figures[field])}</dd>
            <dd class="note">${figures.fewerThanFive ? 'fewer than five' : this.#compared(figures, field, days)}</dd></div>`)}
        <div><dt>Pull requests</dt><dd class="value">${number(figures.count)}</dd><dd class="note">whose clock stopped; ${number(figures.previous?.count ?? 0)} in the ${days} days before</dd></div>
        <div><dt>Still waiting now</dt><dd class="value">${number(figures.pending)}</dd><dd class="note">not in the figures${this.#withThem(metric)}. <a href=${this.#board()}>On the board</a></dd></div>
        ${this.#inTime(metric)}
      </dl>
      ${figures.fewerThanFive ? html`<p class="counts few">Fewer than five: a percentile of so few would say little. The ${figures.count === 1 ? 'one is' : 'ones there are, are'} below.</p>` : nothing}
      ${this.#spent(items)}`;
  }

  #compared(figures, field, days) {
    const found = comparison(figures[field], figures.previous?.[field]);
    if (!found) return `nothing to compare with in the ${days} days before`;
    return html`<span class=${found.better === null ? '' : found.better ? 'good' : 'bad'}>${found.better === null ? '=' : found.better ? '↓' : '↑'} ${found.words}</span> than in the ${days} days before (${this.#time(figures.previous[field])})`;
  }

  #spent(items) {
    const phases = METRICS.filter(({ phase }) => phase).map((metric) => ({ ...metric, ...items.find((one) => one.metric === metric.name) }));
    if (phases.every(({ p50Seconds }) => p50Seconds == null)) return nothing;
    return html`<p class="counts">Where the time goes, medians of ${counted(phases[0].count, 'pull request')} that ended: ${phases.map(({ words, p50Seconds, phase }, i) => html`${i ? ' · ' : ''}<span class="phase-word ${phase}">${words}</span> ${this.#time(p50Seconds)}`)}</p>`;
  }

  /** The median once more, with those that still wait counted for as long as they have. */
  #withThem(metric) {
    const found = this.#survival.value?.items.find((one) => one.metric === metric.name);
    return found?.survivalMedianSeconds == null ? nothing
      : html`; counted for as long as they have waited, the median is <b title="Kaplan-Meier">${this.#time(found.survivalMedianSeconds)}</b>`;
  }

  #inTime(metric) {
    const met = this.#met.value?.items.find((one) => one.metric === metric.name);
    if (!met) return nothing;
    return html`<div><dt>In time</dt><dd class="value">${met.share == null ? '–' : `${Math.round(met.share * 100)}%`}</dd>
      <dd class="note">${met.fewerThanFive ? 'fewer than five' : `${number(met.met)} of ${number(met.count)}`} with a target. <a href="/settings?tab=targets">Targets</a></dd></div>`;
  }

  /** By whose hours, since a number of hours alone says little. */
  #measuredBy() {
    const calendars = this.#working() ? this.#figures.value?.calendars : null;
    if (!calendars) return nothing;
    return html`<details class="lead"><summary>Only working hours count: the reviewer’s while a review is awaited, else the author’s</summary>
      <ul class="plain-list">${calendars.map(({ team, zone, week }) => html`<li><b>${team?.name ?? 'Everybody else'}</b> ${hoursOf(week)} (${zone})</li>`)}</ul></details>`;
  }

  // Of single pull requests the server tells no working time.
  #onTheWall() {
    const other = this.#working() || (this.#start() === 'readyTime' && this.#metric().end);
    return other ? html` <span class="muted">by the clock on the wall</span>` : nothing;
  }

  #drawTrend(rows, metric) {
    const dots = this.#working() ? [] : (this.#behind.value?.stops ?? []);
    const known = rows.filter(({ p50Seconds }) => p50Seconds != null);
    const words = known.length ? `${metric.words}: the median went from ${duration(known[0].p50Seconds)} to ${duration(known.at(-1).p50Seconds)}` : `${metric.words}: no ${this.#interval()} has five or more`;
    return html`
      <turnaround-chart class="trend" .label=${`${words}. The table below has the figures.`} .option=${trend(rows, dots)} zoom @zoomed=${({ detail }) => this.#zoom(detail)}></turnaround-chart>
      <p class="help">Drag over the chart to look closer.</p>
      <details><summary>Show as table</summary><div class="scroll"><table class="sheet">
        <thead><tr><th scope="col">From</th><th scope="col" class="figure">n</th><th scope="col" class="figure">Median</th><th scope="col" class="figure">p75</th><th scope="col" class="figure">p90</th></tr></thead>
        <tbody>${rows.map((row) => html`<tr><th scope="row">${row.from.slice(0, 10)}</th><td class="figure">${number(row.count)}</td>${this.#cells(row)}</tr>`)}</tbody></table></div></details>`;
  }

  #drawDistribution({ stops, cut }, metric) {
    const counts = BINS.map(({ from, to }) => stops.filter(({ seconds }) => seconds >= from && seconds < to).length);
    const chosen = router.query.get('bin');
    const most = BINS[counts.indexOf(Math.max(...counts))];
    if (stops.length === 0) return html`<p class="muted">No clock stopped in these days.</p>`;
    return html`
      <turnaround-chart class="distribution" .label=${`${metric.words} of ${counted(stops.length, 'pull request')}; most took ${most.words}. The table below has the figures.`}
        .option=${distribution(counts, chosen)} @picked=${({ detail }) => this.#pick(BINS[detail.dataIndex].name)}></turnaround-chart>
      <p class="counts">n = ${number(stops.length)}${cut ? ', the latest' : ''}</p>
      <details><summary>Show as table</summary><table class="sheet">
        <thead><tr><th scope="col">Took</th><th scope="col" class="figure">Pull requests</th><th scope="col" class="figure">Share</th></tr></thead>
        <tbody>${BINS.map(({ name, words }, i) => html`<tr><th scope="row"><a href=${this.#with({ bin: name })}>${words}</a></th><td class="figure">${number(counts[i])}</td><td class="figure">${Math.round(counts[i] / stops.length * 100)}%</td></tr>`)}</tbody></table></details>`;
  }

  #byGroup(rows) {
    const by = this.#by();
    const seen = rows.filter(({ count, pending }) => count + pending > 0);
    if (seen.length === 0) {
      return html`<p class="muted">${by === 'team' && !this.#names.value?.teams.length ? html`There are no teams yet. <a href="/people?tab=teams">Make or import some</a>.` : 'Nothing in these days.'}</p>`;
    }
    const most = Math.max(0, ...seen.map(({ p90Seconds }) => p90Seconds ?? 0));
    return html`
      <div class="scroll"><table class="sheet">
        <thead><tr><th scope="col">${GROUPS[by][0].toUpperCase()}${GROUPS[by].slice(1)}</th><th scope="col" class="figure">n</th><th scope="col" class="figure">Median</th><th scope="col" class="figure">p75</th><th scope="col" class="figure">p90</th><th scope="col" class="spread-head">Median to p75, and on to p90</th><th scope="col" class="figure">Still waiting</th></tr></thead>
        <tbody>${seen.map((row) => html`<tr><th scope="row"><a href=${this.#with({ [by]: row.group.name, by })}>${row.group.name}</a>${by === 'author' && row.group.id.includes(':') ? html` <span class="where">${row.group.id.split(':')[0]}</span>` : nothing}</th><td class="figure">${number(row.count)}</td>${this.#cells(row)}<td><turnaround-spread .row=${row} .most=${most}></turnaround-spread></td><td class="figure">${number(row.pending)}</td></tr>`)}</tbody></table></div>`;
  }

  #list({ stops, cut }, metric) {
    const bin = BINS.find(({ name }) => name === router.query.get('bin'));
    const sort = router.query.get('sort') in SORTS ? router.query.get('sort') : 'longest';
    const listed = stops.filter(({ seconds }) => !bin || (seconds >= bin.from && seconds < bin.to)).toSorted(SORTS[sort]);
    const shown = this.#all ? listed : listed.slice(0, SHOWN);
    return html`
      <div class="title"><h2>The pull requests behind these figures${this.#onTheWall()} <span class="muted">${number(listed.length)}${cut ? ', the latest' : ''}</span></h2>
        <div class="actions">
          ${bin ? html`<button type="button" @click=${() => router.filter({ bin: null })} aria-label=${`${bin.words}: take this filter out`}>${bin.words} <span aria-hidden="true">×</span></button>` : nothing}
          <label><span class="hidden">Sort</span><select @change=${(event) => router.filter({ sort: event.target.value === 'longest' ? null : event.target.value })}>
            ${Object.keys(SORTS).map((name) => html`<option value=${name} ?selected=${name === sort}>${name} first</option>`)}</select></label></div></div>
      ${listed.length === 0 ? html`<p class="muted">None.</p>` : html`
        <table class="sheet stacks">
          <thead><tr><th scope="col">Pull request</th><th scope="col" class="figure">${metric.words}</th><th scope="col">Stopped</th><th scope="col">Author</th><th scope="col" class="figure">Rounds</th><th scope="col">Size</th></tr></thead>
          <tbody>${repeat(shown, ({ pullRequest, at }, i) => `${pullRequest.id} ${at} ${i}`, ({ pullRequest, seconds, at }) => html`
            <tr><th scope="row"><a data-item href=${addressOf(pullRequest)}>${pullRequest.title ?? 'Title not known yet'}</a> <span class="where">${pullRequest.repository ?? pullRequest.repositoryId}#${pullRequest.number}</span></th>
              <td class="figure"><b>${duration(seconds)}</b></td><td>${when(at)}</td><td>${pullRequest.author?.person ?? pullRequest.author?.login ?? '–'}</td>
              <td class="figure" data-label="rounds">${number(pullRequest.reviewRounds)}</td><td data-label="size">${pullRequest.size ?? '–'}</td></tr>`)}</tbody></table>
        ${shown.length < listed.length ? html`<p class="more"><button type="button" @click=${() => { this.#all = true; this.requestUpdate(); }}>Show all ${number(listed.length)}</button></p>` : nothing}`}`;
  }

  #cells(row) {
    if (row.fewerThanFive) return html`<td class="figure muted" colspan="3">${row.count === 0 ? 'none' : 'fewer than five'}</td>`;
    return html`<td class="figure"><b>${this.#time(row.p50Seconds)}</b></td><td class="figure">${this.#time(row.p75Seconds)}</td><td class="figure">${this.#time(row.p90Seconds)}</td>`;
  }

  #onFiltered() {
    const asked = JSON.stringify([this.#query(), this.#by()]);
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#all = false;
    for (const ask of this.#asks()) ask.load();
  }

  #loadSoon() {
    for (const ask of this.#asks()) ask.loadSoon(SETTLE_MILLIS);
  }

  #asks() {
    return [this.#figures, this.#trend, this.#groups, this.#behind, this.#survival, this.#met];
  }

  /** Whose clock stopped within the range: what changed since it began, and then did. */
  async #pullRequests(signal) {
    const metric = this.#metric();
    const clock = this.#start();
    const { from, to, repository, team, author } = this.#query();
    const { items, next } = await all('/pull-requests', { updatedSince: `${from}T00:00:00Z`, repository, team, author }, { signal });
    const found = items
      .filter((one) => router.query.has('bots') || !one.author?.bot)
      .flatMap((pullRequest) => stops(pullRequest, metric, clock).map((stop) => ({ pullRequest, ...stop })))
      .filter(({ at }) => at >= from && (!to || at < to));
    return { stops: found, cut: next !== null };
  }

  async #choices(signal) {
    const [repositories, teams] = await Promise.all([all('/repositories', {}, { signal }), all('/teams', {}, { signal })]);
    return { repositories: [...new Set(repositories.items.map(({ repository }) => repository))].toSorted(), teams: teams.items.map(({ name }) => name).toSorted() };
  }

  #metric() {
    return metricOf(router.query.get('metric'));
  }

  #range() {
    return rangeOf(router.query, live.now());
  }

  #working() {
    return router.query.get('time') === 'working';
  }

  /** As working hours, or as what passed. */
  #time(seconds) {
    return this.#working() ? work(seconds) : duration(seconds);
  }

  #choose(days) {
    const { from, last } = this.#range();
    router.filter(days === 'custom' ? { from, to: last, days: null } : { days: days === '30' ? null : days, from: null, to: null });
  }

  #zoom({ from, to }) {
    router.filter({ from, to, days: null });
  }

  async #targetsMet(signal) {
    const { from, to, repository, team, author } = this.#query();
    // Nobody is held against a target alone: the server tells it of teams and repositories.
    return author ? { items: [] } : get('/targets/met', { from, to, repository, team }, { signal });
  }

  #interval() {
    const { days } = this.#range();
    return days <= 31 ? 'day' : days <= 180 ? 'week' : 'month';
  }

  #by() {
    return router.query.get('by') in GROUPS ? router.query.get('by') : 'team';
  }

  #start() {
    const start = router.query.get('clock');
    return start in STARTS ? start : 'ready';
  }

  /** Days are those of UTC, as the server counts them. */
  #query() {
    const { query } = router;
    const { from, to } = this.#range();
    const start = this.#start();
    return {
      metric: this.#metric().name, from, to, repository: query.get('repository'), team: query.get('team'), author: query.get('author'),
      clock: start === 'ready' ? null : start, time: this.#working() ? 'working' : null, bots: query.has('bots') ? 'true' : null,
    };
  }

  #board() {
    const { query } = router;
    const filters = new URLSearchParams([['repo', query.get('repository')], ['team', query.get('team')], ['author', query.get('author')]].filter(([, value]) => value));
    return filters.size ? `/?${filters}` : '/';
  }

  #pick(bin) {
    router.filter({ bin: bin === router.query.get('bin') ? null : bin });
  }

  #with(values) {
    const { query } = router;
    for (const [name, value] of Object.entries(values)) query.set(name, value);
    return `/insights?${query}`;
  }
}

customElements.define('turnaround-insights', Insights);

const DAY_NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** "Mon to Fri 09:00-17:00; Sat 10:00-12:00": days that are alike together. */
function hoursOf(week) {
  const runs = [];
  for (const day of DAY_NAMES) {
    const hours = (week[day] ?? []).join(', ');
    const name = day[0].toUpperCase() + day.slice(1, 3);
    const last = runs.at(-1);
    if (last?.hours === hours) last.to = name;
    else runs.push({ from: name, to: name, hours });
  }
  return runs.filter(({ hours }) => hours).map(({ from, to, hours }) => `${from === to ? from : `${from} to ${to}`} ${hours}`).join('; ');
}
