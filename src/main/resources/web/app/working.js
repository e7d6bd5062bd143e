/**
 * Working time by a calendar as the API has it: `{zone, week: {monday: ['09:00-17:00'], …}, holidays}`.
 * Pure but for what it has worked out before.
 */
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const DAY_MILLIS = 86_400_000;
const MINUTE_MILLIS = 60_000;

export class WorkingTime {
  #week;
  #holidays;
  #parts;
  #shifts = new Map();

  constructor({ zone, week, holidays = [] }) {
    this.#week = Object.fromEntries(Object.entries(week).map(([day, hours]) => [day.toLowerCase(), hours.map(minutes)]));
    this.#holidays = new Set(holidays);
    this.#parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
  }

  /** Milliseconds of work between two moments, both in milliseconds. */
  between(from, to) {
    let worked = 0;
    // A day of the zone may begin or end up to a day off that of UTC.
    for (let day = startOfDay(from) - DAY_MILLIS; day <= to + DAY_MILLIS; day += DAY_MILLIS) {
      for (const [begin, end] of this.#shiftsOf(day)) worked += Math.max(0, Math.min(end, to) - Math.max(begin, from));
    }
    return worked;
  }

  /** The stretches of work of a day, named by its midnight in UTC, in milliseconds. */
  #shiftsOf(day) {
    if (!this.#shifts.has(day)) {
      const date = new Date(day);
      const off = this.#holidays.has(date.toISOString().slice(0, 10));
      const hours = off ? [] : (this.#week[DAYS[date.getUTCDay()]] ?? []);
      this.#shifts.set(day, hours.map(([begin, end]) => [this.#instant(day + begin * MINUTE_MILLIS), this.#instant(day + end * MINUTE_MILLIS)]));
    }
    return this.#shifts.get(day);
  }

  /** When the zone's clock shows what UTC's shows at `wall`; guessed twice, as the first may be beyond a shift of the clock. */
  #instant(wall) {
    const guess = wall - this.#offset(wall);
    return wall - this.#offset(guess);
  }

  #offset(instant) {
    const p = Object.fromEntries(this.#parts.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute, p.second) - Math.floor(instant / 1_000) * 1_000;
  }
}

function startOfDay(millis) {
  return Math.floor(millis / DAY_MILLIS) * DAY_MILLIS;
}

/** "09:00-12:30" in minutes of the day; its end is 24:00. */
function minutes(hours) {
  return hours.split('-').map((time) => {
    const [hour, minute] = time.split(':').map(Number);
    return hour * 60 + minute;
  });
}
