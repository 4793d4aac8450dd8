/** Path of Chromium or Chrome on this machine, or undefined. */
export function findChromium(): string | undefined;
/** Path of Firefox on this machine, or undefined. */
export function findFirefox(): string | undefined;
/** Paths of WebKitGTK's driver, mini browser and virtual display; undefined where one of them is missing. */
export function findWebKit(): { driver: string; display: string; browser: string } | undefined;
/** What is missing: its name, the Debian packages that bring it, and how to get it elsewhere. */
export function missingBrowsers(): { name: string; apt: string[]; how: string }[];
