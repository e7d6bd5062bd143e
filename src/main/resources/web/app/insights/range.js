/** Which days are looked at. Days are those of UTC, as the server counts them. Pure. */
export const DAYS = [7, 30, 90, 180, 365];
const DAY_MILLIS = 86_400_000;
const DAY = /^\d{4}-\d\d-\d\d$/;

/**
 * `{from, to, last, days, custom}` as the address has it: `to` is the day after the `last`, and null where
 * that is today, as the server then counts on while the day goes on.
 */
export function rangeOf(query, now) {
  const today = dayOf(now);
  const given = query.get('from');
  if (!isDay(given)) {
    const asked = Number(query.get('days'));
    const days = DAYS.includes(asked) ? asked : 30;
    return { from: dayOf(now - (days - 1) * DAY_MILLIS), to: null, last: today, days, custom: false };
  }
  const from = given > today ? today : given;
  const until = query.get('to');
  const last = isDay(until) && until < today ? (until < from ? from : until) : today;
  return {
    from,
    to: last === today ? null : dayOf(Date.parse(last) + DAY_MILLIS),
    last,
    days: Math.round((Date.parse(last) - Date.parse(from)) / DAY_MILLIS) + 1,
    custom: true,
  };
}

export function dayOf(millis) {
  return new Date(millis).toISOString().slice(0, 10);
}

function isDay(text) {
  return DAY.test(text ?? '') && !Number.isNaN(Date.parse(text));
}
