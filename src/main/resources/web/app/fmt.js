/** Durations and instants in words. Pure: nothing here reads the clock. */
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// Made once: making one costs more than drawing the card that needs it.
const HOURS = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const INSTANT = new Intl.DateTimeFormat('en-GB', { ...HOURS, year: 'numeric', month: '2-digit', day: '2-digit', timeZoneName: 'short' });
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

/** "2026-11-20 09:00 GMT+1", in the reader's zone. */
export function instant(iso) {
  return written(INSTANT, iso, (p) => `${p.year}-${p.month}-${p.day} ${p.hour}:${p.minute} ${p.timeZoneName}`);
}

/** "09:00:42", in the reader's zone. */
export function timeOfDay(millis) {
  return written(TIME_OF_DAY, millis, (p) => `${p.hour}:${p.minute}:${p.second}`);
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
