// Short lines for people, and running other programs.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A line in both languages: Chinese first. */
export function say(chinese, english) {
  process.stdout.write(english === undefined ? `${chinese}\n` : `${chinese} / ${english}\n`);
}

export function complain(chinese, english) {
  process.stderr.write(`${chinese} / ${english}\n`);
}

export const seconds = (sinceMs) => `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;

/** The JavaScript file behind a program of node_modules, started with this very Node (no shell, no .cmd files). */
export const inModules = (...path) => join(root, 'node_modules', ...path);

const running = new Set();

/** Ends the programs started by `run` that are still at work. */
export function killRunning() {
  running.forEach((child) => child.kill('SIGTERM'));
}

/**
 * Runs a program. `quiet` keeps its output and gives it back, otherwise it goes straight to the terminal.
 * Never throws for a failing program: returns { code, signal, output }.
 */
export function run(command, args, { env = {}, cwd = root, quiet = false } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    });
    running.add(child);
    child.on('exit', () => running.delete(child));
    const parts = [];
    child.stdout?.on('data', (part) => parts.push(part));
    child.stderr?.on('data', (part) => parts.push(part));
    const output = () => Buffer.concat(parts).toString('utf8');
    child.on('error', (error) => done({ code: 127, output: `${output()}${error.message}\n` }));
    child.on('close', (code, signal) => done({ code: code ?? 1, signal, output: output() }));
  });
}

export const node = (args, options) => run(process.execPath, args, options);

/** First of the names found on the PATH (or an absolute path that exists). */
export function findProgram(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const name of names.filter(Boolean)) {
    const places = name.includes('/') ? [name] : folders.map((folder) => join(folder, name));
    const found = places.find((place) => existsSync(place));
    if (found) return found;
  }
  return undefined;
}
