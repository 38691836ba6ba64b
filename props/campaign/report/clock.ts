/**
 * Times on a page: all of one column in one unit.
 *
 * @module
 */

/** How times are written. */
export interface Clock {
  /** What stands behind them: `s`, `min`, `h`. */
  readonly unit: string;
  /** Without its unit: `36.9`, `17:29`, `2:17:29`. */
  readonly digits: (seconds: number) => string;
}

const MINUTE = 60;
const HOUR = 3600;

const SECONDS: Clock = { unit: "s", digits: (seconds) => seconds.toFixed(1) };
const MINUTES: Clock = {
  unit: "min",
  digits(seconds) {
    const whole = Math.round(seconds);
    return `${Math.floor(whole / MINUTE)}:${two(whole % MINUTE)}`;
  },
};
const HOURS: Clock = {
  unit: "h",
  digits(seconds) {
    const whole = Math.round(seconds);
    return `${Math.floor(whole / HOUR)}:${two(Math.floor(whole / MINUTE) % MINUTE)}:${two(whole % MINUTE)}`;
  },
};

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** The clock for times of which the longest is so long. */
export function clockFor(longest: number): Clock {
  return longest < 2 * MINUTE ? SECONDS : longest < 2 * HOUR ? MINUTES : HOURS;
}

/** A time with its unit: `17:29 min`. */
export function timeText({ unit, digits }: Clock, seconds: number): string {
  return `${digits(seconds)} ${unit}`;
}
