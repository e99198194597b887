import type { Finding } from './check';
import {
  ARROWS,
  DATABASE_PACKAGES,
  LAYERS,
  type Layer,
  MORE_ARROWS,
  ROOM_LAYERS,
  ROOM_ORDER,
  type RuleId,
  WEB_PACKAGES,
} from './rules';
import type { Import, Source } from './source';

/** Every import of a file against the arrows, the order of the rooms and the doors. A type is an import too. */
export function checkImports(source: Source): Finding[] {
  const layer = layerOf(source.path);
  if (!layer) return [{ rule: 'unknown-layer', file: source.path, line: 1, what: 'no layer has this path' }];
  const room = roomOf(source.path);
  const findings: Finding[] = [];
  if (layer === 'domain' && room && !ROOM_ORDER.includes(room)) {
    findings.push({ rule: 'unknown-room', file: source.path, line: 1, what: `the room ${room} has no place` });
  }
  if (layer === 'test' || layer === 'settings') return findings;
  for (const found of source.imports) {
    const say = (rule: RuleId, what: string) =>
      findings.push({ rule, file: source.path, line: found.line, what: `${what} (${found.specifier})` });
    if (found.target === undefined) checkPackage(source.path, layer, found, say);
    else checkOwn(source.path, layer, found, found.target, say);
  }
  return findings;
}

type Say = (rule: RuleId, what: string) => void;

function checkPackage(path: string, layer: Layer, found: Import, say: Say): void {
  if (path.startsWith('app/') && /^postgres(\/|$)/.test(found.specifier)) say('one-driver', 'imports postgres');
  if (DATABASE_PACKAGES.test(found.specifier)) {
    if (layer === 'routes') say('arrow', 'a route imports the database');
    else if (!mayTouchDatabase(path)) say('database-door', 'imports the database');
  }
  if (WEB_PACKAGES.test(found.specifier) && ROOM_LAYERS.includes(layer)) {
    say('web-in-a-room', `${layer} imports the web`);
  }
}

function checkOwn(path: string, layer: Layer, found: Import, target: string, say: Say): void {
  const to = layerOf(target) ?? layerOf(`${target}.ts`) ?? layerOf(`${target}.tsx`);
  if (!to) {
    say('unknown-layer', 'imports what has no layer');
    return;
  }
  if (to !== layer && !ARROWS[layer].includes(to) && !moreArrow(path, to)) {
    say('arrow', `${layer} must not import ${to}`);
  } else if (layer === 'routes' && to === 'routes' && !isOwnPart(path, target)) {
    say('arrow', 'a route imports another route');
  } else if (layer === 'domain' && to === 'domain') {
    checkRooms(roomOf(path), roomOf(target), say);
  }
  if ((to === 'db' || to === 'seed') && !mayTouchDatabase(path)) say('database-door', 'imports the database');
  const pure = ROOM_LAYERS.includes(layer) || layer === 'ui';
  if (pure && !isServerFile(path) && isServerFile(target) && !found.typeOnly) {
    say('server-only-import', 'a pure file imports a server file');
  }
}

function checkRooms(from: string | undefined, to: string | undefined, say: Say): void {
  if (!from || !to || from === to) return;
  if (ROOM_ORDER.indexOf(to) < ROOM_ORDER.indexOf(from)) say('room-order', `${from} lies below ${to}`);
}

export function layerOf(path: string): Layer | undefined {
  return LAYERS.find(([, pattern]) => pattern.test(path))?.[0];
}

export function isServerFile(path: string): boolean {
  return /\.server(\.tsx?)?$/.test(path);
}

function mayTouchDatabase(path: string): boolean {
  return !path.startsWith('app/') || isServerFile(path) || /^app\/(http|cli)\//.test(path);
}

function moreArrow(path: string, to: Layer): boolean {
  return MORE_ARROWS.some((arrow) => path.startsWith(arrow.from) && arrow.to === to);
}

/** `app/domain/<room>/…` -> room. */
function roomOf(path: string): string | undefined {
  return /^app\/domain\/([^/]+)\//.exec(path)?.[1];
}

/**
 * A screen may use the parts of its own room, `app/routes/<room>/parts/…`, and those of all, `app/routes/parts/…`. Home
 * is one address with another first page for each role, so it may use any room's parts.
 */
function isOwnPart(path: string, target: string): boolean {
  if (target.startsWith('app/routes/parts/')) return true;
  if (path === 'app/routes/home/index.tsx') return /^app\/routes\/[^/]+\/parts\//.test(target);
  const room = /^app\/routes\/([^/]+)\//.exec(path)?.[1];
  return room !== undefined && target.startsWith(`app/routes/${room}/parts/`);
}
