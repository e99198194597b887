import ts from 'typescript';
import type { Finding } from './check';
import { isServerFile, layerOf } from './imports';
import { FUNCTION_LINES, ROOM_LAYERS, type RuleId, SIZE_REASON } from './rules';
import { lineOf, type Source, walk } from './source';

/** What a file says in itself: rounding, chance, the clock, settings, long functions, files that only pass on. */
export function checkManners(source: Source): Finding[] {
  const layer = layerOf(source.path);
  const tested = layer === 'test';
  const inRoom = layer !== undefined && ROOM_LAYERS.includes(layer);
  const findings: Finding[] = [];
  const say = (rule: RuleId, node: ts.Node, what: string) =>
    findings.push({ rule, file: source.path, line: lineOf(source.tree, node), what });

  if (onlyPassesOn(source.tree)) say('barrel', source.tree, 'only re-exports');
  walk(source.tree, (node) => {
    if (layer !== 'money' && !tested && calls(node, 'toFixed')) say('to-fixed', node, 'rounds with toFixed');
    if (!tested && names(node, 'Math', 'random')) say('random', node, 'uses Math.random');
    if (inRoom && (names(node, 'Date', 'now') || isBareDate(node))) say('clock', node, 'reads the clock');
    if (inRoom && !isServerFile(source.path) && names(node, 'process', 'env'))
      say('environment', node, 'reads settings');
    if (source.path.startsWith('app/') && layer !== 'cli' && speaks(node)) say('speech', node, 'speaks past the log');
    if (!tested && isTooLong(source.tree, node) && !hasReason(source, node) && !standsInOne(source.tree, node)) {
      say('function-size', node, `a function of more than ${FUNCTION_LINES} lines`);
    }
  });
  return findings;
}

function calls(node: ts.Node, method: string): boolean {
  return (
    ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === method
  );
}

/** `object.property`, and `object['property']`. */
function names(node: ts.Node, object: string, property: string): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.expression.getText() === object && node.name.text === property;
  return (
    ts.isElementAccessExpression(node) &&
    node.expression.getText() === object &&
    ts.isStringLiteral(node.argumentExpression) &&
    node.argumentExpression.text === property
  );
}

/** `console`, `process.stdout` and `process.stderr`, and a logger of its own. */
function speaks(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node)) return node.moduleSpecifier.getText().slice(1, -1) === 'pino' && !isTheLog(node);
  if (names(node, 'process', 'stdout') || names(node, 'process', 'stderr')) return true;
  return ts.isIdentifier(node) && node.text === 'console' && ts.isPropertyAccessExpression(node.parent);
}

const isTheLog = (node: ts.Node) => node.getSourceFile().fileName.endsWith('app/http/log.ts');

/** `new Date()` and `Date()`: with an argument it only reads what it is handed. */
function isBareDate(node: ts.Node): boolean {
  const makes = ts.isNewExpression(node) || ts.isCallExpression(node);
  return makes && node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0;
}

function isTooLong(tree: ts.SourceFile, node: ts.Node): boolean {
  if (!ts.isFunctionLike(node)) return false;
  const end = tree.getLineAndCharacterOfPosition(node.getEnd()).line;
  return end - tree.getLineAndCharacterOfPosition(node.getStart(tree)).line >= FUNCTION_LINES;
}

/** One long function is named once, by its outermost. */
function standsInOne(tree: ts.SourceFile, node: ts.Node): boolean {
  for (let around = node.parent; around; around = around.parent) if (isTooLong(tree, around)) return true;
  return false;
}

/** In the comments above the function or the statement it stands in, or as its first line. */
function hasReason(source: Source, node: ts.Node): boolean {
  const start = lineOf(source.tree, node);
  return source.text
    .split('\n')
    .slice(Math.max(0, start - 4), start + 1)
    .some((line) => SIZE_REASON.test(line));
}

function onlyPassesOn(tree: ts.SourceFile): boolean {
  let passed = 0;
  for (const statement of tree.statements) {
    if (ts.isExportDeclaration(statement)) passed += 1;
    else if (!ts.isImportDeclaration(statement)) return false;
  }
  return passed > 0;
}
