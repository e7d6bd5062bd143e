import { duration, instant } from '../fmt.js';
import { BINS } from './metrics.js';

/** What the charts draw. Pure. */
const TICKS = [60, 15 * 60, 3_600, 4 * 3_600, 86_400, 3 * 86_400, 7 * 86_400, 30 * 86_400, 120 * 86_400];

// Durations spread over five powers of ten: their logarithm is drawn. Less than a minute is a minute.
const height = (seconds) => Math.log10(Math.max(60, seconds));

/** Median, p75 and p90 by interval, over the pull requests that they are made of. */
export function trend(rows, dots) {
  const all = [...dots.map(({ seconds }) => seconds), ...rows.flatMap((row) => [row.p50Seconds, row.p90Seconds])].filter((one) => one != null);
  const most = Math.max(3_600, ...all);
  const least = Math.min(3_600, ...all);
  const ticks = TICKS.filter((tick, i) => tick >= least / 4 && (i === 0 || TICKS[i - 1] < most)).map(height);
  return (ink) => {
    const middle = ({ from, to }) => (Date.parse(from) + Date.parse(to)) / 2;
    const line = (name, field, color, type, symbol) => ({
      name, type: 'line', symbol, symbolSize: 7, connectNulls: false,
      lineStyle: { color, type, width: 2 }, itemStyle: { color },
      data: rows.map((row) => [middle(row), row[field] == null ? null : height(row[field]), row[field]]),
    });
    return {
      grid: { left: 44, right: 12, top: 34, bottom: 26 },
      legend: { top: 0, left: 0, textStyle: { color: ink.ink }, data: ['Median', 'p75', 'p90', ...(dots.length ? ['Pull request'] : [])] },
      xAxis: {
        type: 'time', min: Date.parse(rows[0]?.from), max: Date.parse(rows.at(-1)?.to),
        axisLine: { lineStyle: { color: ink.control } }, axisLabel: { color: ink.muted, hideOverlap: true, formatter: { year: '{yyyy}', month: '{MMM}', day: '{d} {MMM}', hour: '{HH}:{mm}' } },
      },
      yAxis: {
        type: 'value', min: Math.min(...ticks), max: Math.max(...ticks), splitLine: { show: false },
        axisLine: { show: true, lineStyle: { color: ink.control } },
        axisTick: { show: true, customValues: ticks },
        axisLabel: { color: ink.muted, customValues: ticks, formatter: (value) => round(10 ** value) },
      },
      tooltip: { formatter: ({ seriesName, value }) => `${seriesName}: ${duration(value[2])}\n${instant(value[0])}` },
      series: [
        { name: 'Pull request', type: 'scatter', symbolSize: 5, itemStyle: { color: ink.idle, opacity: 0.55 }, data: dots.map(({ at, seconds }) => [Date.parse(at), height(seconds), seconds]) },
        line('Median', 'p50Seconds', ink.link, 'solid', 'circle'),
        line('p75', 'p75Seconds', ink.approved, 'dashed', 'triangle'),
        line('p90', 'p90Seconds', ink.review, 'dotted', 'rect'),
      ],
    };
  };
}

/** How many took how long. */
export function distribution(counts, chosen) {
  return (ink) => ({
    grid: { left: 84, right: 36, top: 4, bottom: 4 },
    xAxis: { type: 'value', show: false },
    yAxis: { type: 'category', inverse: true, data: BINS.map(({ words }) => words), axisTick: { show: false }, axisLine: { lineStyle: { color: ink.control } }, axisLabel: { color: ink.muted } },
    tooltip: { formatter: ({ name, value }) => `${name}: ${value}` },
    series: [{
      type: 'bar', barCategoryGap: '25%', label: { show: true, position: 'right', color: ink.ink, formatter: ({ value }) => (value ? String(value) : '') },
      data: counts.map((value, i) => ({ value, itemStyle: { color: BINS[i].name === chosen ? ink.review : ink.link } })),
    }],
  });
}

// A tick is a round number of its largest unit.
function round(seconds) {
  const s = Math.round(seconds);
  if (s < 3_600) return `${Math.round(s / 60)}m`;
  return s < 86_400 ? `${Math.round(s / 3_600)}h` : `${Math.round(s / 86_400)}d`;
}
