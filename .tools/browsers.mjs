/**
 * Which browsers and drivers this machine has. Plain JavaScript for Node 20: the bootstrap runs it before anything is
 * installed. Looks, never installs.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const onWindows = process.platform === 'win32';
const windowsRoots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].filter(
  Boolean,
);

const first = (paths) => paths.filter(Boolean).find((path) => existsSync(path));

/** First of the names found on PATH, as an absolute path. */
const onPath = (...names) => {
  const folders = (process.env.PATH ?? '').split(onWindows ? ';' : ':');
  return first(names.flatMap((name) => folders.map((folder) => join(folder, name))));
};

/** Chromium or Chrome; `CHROME_PATH` decides where it is set. */
export const findChromium = () =>
  first([
    process.env.CHROME_PATH,
    '/usr/bin/chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ...windowsRoots.map((root) => join(root, 'Google/Chrome/Application/chrome.exe')),
  ]) ?? onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable');

/** Firefox; `FIREFOX_PATH` decides where it is set. */
export const findFirefox = () =>
  first([
    process.env.FIREFOX_PATH,
    '/usr/bin/firefox-esr',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    ...windowsRoots.map((root) => join(root, 'Mozilla Firefox/firefox.exe')),
  ]) ?? onPath('firefox-esr', 'firefox');

/** The WebKitGTK driver with its mini browser and a virtual display: all three, or undefined. */
export const findWebKit = () => {
  const driver = onPath('WebKitWebDriver');
  const display = onPath('Xvfb');
  const browser = first(
    ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map((machine) => `/usr/lib/${machine}/webkit2gtk-4.1/MiniBrowser`),
  );
  return driver && display && browser ? { driver, display, browser } : undefined;
};

/** What is missing, by the name a person would call it, each with how to get it. */
export const missingBrowsers = () => [
  ...(findChromium()
    ? []
    : [{ name: 'Chromium', apt: ['chromium'], how: 'Install Google Chrome or Chromium, or set CHROME_PATH.' }]),
  ...(findFirefox() ? [] : [{ name: 'Firefox', apt: ['firefox-esr'], how: 'Install Firefox, or set FIREFOX_PATH.' }]),
  ...(findWebKit()
    ? []
    : [
        {
          name: 'WebKit',
          apt: ['webkit2gtk-driver', 'xvfb'],
          how: 'WebKitGTK with its driver runs on Linux only: install the packages webkit2gtk-driver and xvfb.',
        },
      ]),
];
