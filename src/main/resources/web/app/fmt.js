/** Durations and instants in words. Pure: nothing here reads the clock. */
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// Made once: making one costs more than drawing the card that needs it.
const HOURS = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const INSTANT = new Intl.DateTimeFormat('en-GB', { ...HOURS, year: 'numeric', month: '2-digit', day: '2-digit', timeZoneName: 'short' });
const INSTANT_TO_THE_SECOND = new Intl.DateTimeFormat('en-GB', { ...HOURS, year: 'numeric', month: '2-digit', day: '2-digit', second: '2-digit', timeZoneName: 'short' });
const DAY_AND_TIME = new Intl.DateTimeFormat('en-GB', { ...HOURS, weekday: 'short' });
const DAY_OF_MONTH = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const TIME_OF_DAY = new Intl.DateTimeFormat('en-GB', { ...HOURS, second: '2-digit' });
const NUMBER = new Intl.NumberFormat('en');

export const UNKNOWN = '–';

/**
 * "42s", "12m", "3h 05m", "1d 3h"; `–` for null. `live` adds the seconds under an hour, "22m 06s".
 * Less than nothing, which a clock that is slightly off can give, is nothing.
 */
export function duration(seconds, { live = false } = {}) {
  if (seconds == null) return UNKNOWN;
  const s = Math.max(0, Math.floor(seconds));
  if (s < MINUTE) return `${s}s`;
  if (s < HOUR) return live ? `${Math.floor(s / MINUTE)}m ${two(s % MINUTE)}s` : `${Math.floor(s / MINUTE)}m`;
  if (s < DAY) return `${Math.floor(s / HOUR)}h ${two(Math.floor((s % HOUR) / MINUTE))}m`;
  return `${Math.floor(s / DAY)}d ${Math.floor((s % DAY) / HOUR)}h`;
}

/** The same for the `datetime` attribute: "PT3H5M0S". */
export function isoDuration(seconds) {
  const s = Math.max(0, Math.floor(seconds));
  return `PT${Math.floor(s / HOUR)}H${Math.floor((s % HOUR) / MINUTE)}M${s % MINUTE}S`;
}

/** "27h 30m": a working day has no length of its own, so that hours are not put together to days. */
export function work(seconds) {
  if (seconds == null || seconds < HOUR) return duration(seconds);
  const minutes = Math.floor((seconds % HOUR) / MINUTE);
  return minutes ? `${number(Math.floor(seconds / HOUR))}h ${two(minutes)}m` : `${number(Math.floor(seconds / HOUR))}h`;
}

/** "2026-11-20 09:00 GMT+1", in the reader's zone; with `seconds` to the second. */
export function instant(iso, { seconds = false } = {}) {
  if (seconds) return written(INSTANT_TO_THE_SECOND, iso, (p) => `${p.year}-${p.month}-${p.day} ${p.hour}:${p.minute}:${p.second} ${p.timeZoneName}`);
  return written(INSTANT, iso, (p) => `${p.year}-${p.month}-${p.day} ${p.hour}:${p.minute} ${p.timeZoneName}`);
}

/** "09:00:42", in the reader's zone. */
export function timeOfDay(millis) {
  return written(TIME_OF_DAY, millis, (p) => `${p.hour}:${p.minute}:${p.second}`);
}

/** "Mon 09:00", or "20 Nov" where the ticks are days or more apart. */
export function tickLabel(millis, step) {
  if (step >= DAY * 1_000) return DAY_OF_MONTH.format(millis);
  return written(DAY_AND_TIME, millis, (p) => `${p.weekday} ${p.hour}:${p.minute}`);
}

/** "1 pull request", "1,204 pull requests". */
export function counted(n, one, many = `${one}s`) {
  return `${number(n)} ${n === 1 ? one : many}`;
}

export function number(n) {
  return NUMBER.format(n);
}

function written(format, time, pattern) {
  const at = new Date(time);
  if (Number.isNaN(at.valueOf())) return UNKNOWN;
  return pattern(Object.fromEntries(format.formatToParts(at).map((part) => [part.type, part.value])));
}

function two(n) {
  return String(n).padStart(2, '0');
}
