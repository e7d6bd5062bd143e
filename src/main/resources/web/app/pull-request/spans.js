/** The life of a pull request laid out along a line. Pure. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 90 * DAY, 365 * DAY];
const TICKS_MAX = 5;
const CLUSTER_SHARE = 0.02;
const LABEL_SHARE = 0.06;
const ENDED = new Set(['merged', 'closed']);

/**
 * The stretches in which whose turn it was stayed the same, `{phase, from, to}` in milliseconds. A
 * time that a pull request was closed is left out; the last stretch of an open one lasts until now.
 */
export function spans(lines, now) {
  const found = [];
  for (const { at, phase } of lines) {
    const from = Date.parse(at);
    const last = found.at(-1);
    if (last?.phase === phase) continue;
    if (last) last.to = Math.max(last.from, from);
    found.push({ phase, from: last ? Math.max(last.from, from) : from, to: from });
  }
  const last = found.at(-1);
  if (last && !ENDED.has(last.phase)) last.to = Math.max(last.from, now);
  return found.filter(({ phase, from, to }) => !ENDED.has(phase) && to > from);
}

/** From the first fact to the last thing that there is to show. */
export function extent(lines, now) {
  const times = lines.map(({ at }) => Date.parse(at));
  const from = Math.min(...times);
  const isOpen = lines.length > 0 && !ENDED.has(lines.at(-1).phase);
  const to = Math.max(...times, isOpen ? now : from, from + MINUTE);
  return { from, to, share: (time) => (Math.min(Math.max(time, from), to) - from) / (to - from) };
}

/** Round moments in the reader's zone, few enough to be read. */
export function ticks({ from, to }) {
  const step = STEPS.find((one) => (to - from) / one <= TICKS_MAX) ?? STEPS.at(-1);
  const zone = new Date(from).getTimezoneOffset() * MINUTE;
  const found = [];
  for (let at = Math.ceil((from - zone) / step) * step + zone; at < to - (to - from) * LABEL_SHARE; at += step) found.push(at);
  return { step, at: found };
}

/** One row a person, in the order in which they came; what nobody did is told in the table only. */
export function rows(lines) {
  const people = new Map();
  for (const line of lines) {
    const name = line.actor?.person ?? line.actor?.login;
    if (!name) continue;
    if (!people.has(name)) people.set(name, { name, bot: line.actor.bot, lines: [] });
    people.get(name).lines.push(line);
  }
  return [...people.values()];
}

/** Facts that are too close to each other to be told apart, as one: `{x, lines}`. */
export function clusters(lines, share) {
  const found = [];
  for (const line of lines) {
    const x = share(Date.parse(line.at));
    const last = found.at(-1);
    if (last && x - last.x < CLUSTER_SHARE) last.lines.push(line);
    else found.push({ x, lines: [line] });
  }
  return found;
}
