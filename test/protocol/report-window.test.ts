import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { localDateTime } from '../../src/protocol/local-date-time.ts';
import {
  type BusinessCalendar,
  businessDayAfter,
  businessDaysBetween,
  reportWindow,
} from '../../src/protocol/report-window.ts';

/** lifecycle.md, "Business-day rule". */
const washington: BusinessCalendar = {
  timeZone: 'America/New_York',
  workweek: [1, 2, 3, 4, 5],
  holidays: ['2026-07-03', '2026-11-26', '2026-12-25', '2027-01-01', '2027-01-18'],
  cutoff: '17:00',
  minDays: 7,
  maxDays: 10,
};

describe('the five vectors of lifecycle.md', () => {
  test.each([
    ['2026-11-23T21:59Z', '2026-11-23', '2026-12-03', '2026-12-08'],
    ['2026-11-23T22:00Z', '2026-11-24', '2026-12-04', '2026-12-09'],
    ['2026-11-28T12:00Z', '2026-11-30', '2026-12-09', '2026-12-14'],
    ['2026-12-18T15:00Z', '2026-12-18', '2026-12-30', '2027-01-05'],
    ['2026-07-02T23:00Z', '2026-07-06', '2026-07-15', '2026-07-20'],
  ])('%s', (closedAt, dayZero, earliest, latest) => {
    expect(reportWindow(closedAt, washington)).toEqual({ dayZero, earliest, latest });
    expect(reportWindow(new Date(closedAt), washington)).toEqual({ dayZero, earliest, latest });
  });
});

/** A second reading of the rule that shares no code with the first: it walks day by day and asks a formatter. */
function simulate(closedAt: number, calendar: BusinessCalendar, elapsed: number) {
  const local = new Date(closedAt).toLocaleString('sv-SE', { timeZone: calendar.timeZone });
  const [date = '', time = ''] = local.split(' ');
  const day = new Date(`${date}T12:00:00Z`);
  const iso = () => day.toISOString().slice(0, 10);
  // 2024-01-01 was a Monday.
  const monday = Date.parse('2024-01-01T12:00:00Z');
  const worked = () => {
    const sinceMonday = Math.round((day.getTime() - monday) / 86_400_000) % 7;
    return calendar.workweek.includes(sinceMonday + 1) && !calendar.holidays.includes(iso());
  };
  const next = () => day.setUTCDate(day.getUTCDate() + 1);
  if (!worked() || time.slice(0, 5) >= calendar.cutoff) {
    next();
    while (!worked()) next();
  }
  const dayZero = iso();
  let count = 0;
  let earliest = '';
  const minimum = calendar.minDays - elapsed < 1 ? 1 : calendar.minDays - elapsed;
  const maximum = calendar.maxDays - elapsed < 1 ? 1 : calendar.maxDays - elapsed;
  for (;;) {
    next();
    if (!worked()) continue;
    count += 1;
    if (count === minimum) earliest = iso();
    if (count === maximum) return { dayZero, earliest, latest: iso() };
  }
}

const dayMs = 86_400_000;
const start = Date.parse('2026-01-01T00:00:00Z');
const calendars = fc
  .record({
    timeZone: fc.constantFrom(
      'America/New_York',
      'Asia/Dubai',
      'Asia/Kathmandu',
      'Pacific/Kiritimati',
      'Pacific/Pago_Pago',
      'America/St_Johns',
      'Europe/London',
      'Australia/Lord_Howe',
      'UTC',
    ),
    workweek: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
    holidays: fc.uniqueArray(
      fc.integer({ min: 0, max: 500 }).map((day) => new Date(start + day * dayMs).toISOString().slice(0, 10)),
      { maxLength: 25 },
    ),
    hour: fc.integer({ min: 0, max: 23 }),
    minute: fc.integer({ min: 0, max: 59 }),
    minDays: fc.integer({ min: 1, max: 12 }),
    extra: fc.integer({ min: 0, max: 8 }),
  })
  .map(({ hour, minute, minDays, extra, ...rest }): BusinessCalendar => ({
    ...rest,
    cutoff: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`,
    minDays,
    maxDays: minDays + extra,
  }));

test('10,000 random calendars agree with a day-by-day simulation, policies restart and pause', () => {
  fc.assert(
    fc.property(
      calendars,
      fc.integer({ min: start, max: start + 365 * dayMs }),
      fc.integer({ min: 0, max: 20 }),
      fc.boolean(),
      (calendar, closedAt, used, pause) => {
        const elapsed = pause ? used : 0;
        const options = pause ? { elapsed } : {};
        expect(reportWindow(new Date(closedAt), calendar, options)).toEqual(simulate(closedAt, calendar, elapsed));
      },
    ),
    { numRuns: 10_000 },
  );
}, 120_000);

test('a pause never promises less than one more day', () => {
  const window = reportWindow('2026-11-23T15:00Z', washington, { elapsed: 9 });
  expect(window).toEqual({ dayZero: '2026-11-23', earliest: '2026-11-24', latest: '2026-11-24' });
});

test('business days are counted to and from, and undo each other', () => {
  expect(businessDaysBetween('2026-11-25', '2026-11-30', washington)).toBe(2);
  expect(businessDaysBetween('2026-11-30', '2026-11-25', washington)).toBe(0);
  expect(businessDayAfter('2026-11-25', 2, washington)).toBe('2026-11-30');
});

test('an hour that daylight saving skips or repeats has one local reading', () => {
  expect(localDateTime(new Date('2026-03-08T07:00:00Z'), 'America/New_York')).toEqual({
    date: '2026-03-08',
    time: '03:00',
  });
  expect(localDateTime(new Date('2026-11-01T06:30:00Z'), 'America/New_York').time).toBe('01:30');
});

test('what cannot be counted is an error, not a hang', () => {
  expect(() => reportWindow('yesterday', washington)).toThrow(RangeError);
  expect(() => reportWindow('2026-11-23T15:00Z', { ...washington, workweek: [] })).toThrow(RangeError);
  expect(() => reportWindow('2026-11-23T15:00Z', { ...washington, timeZone: 'Mars/Olympus' })).toThrow(RangeError);
});
