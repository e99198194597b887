import ts from 'typescript';

export interface TextFile {
  /** From the project's root, with forward slashes. */
  path: string;
  text: string;
}

export interface Import {
  specifier: string;
  /** Within the project: the path it names, without query; undefined for a package. */
  target?: string;
  line: number;
  /** Nothing of it is left when the types are taken away. */
  typeOnly: boolean;
}

export interface Source extends TextFile {
  tree: ts.SourceFile;
  imports: readonly Import[];
}

export function isCode(path: string): boolean {
  return /\.tsx?$/.test(path) && !path.endsWith('.d.ts');
}

export function parse(file: TextFile): Source {
  const kind = file.path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ES2022, true, kind);
  const imports: Import[] = [];
  walk(tree, (node) => {
    const found = importOf(node);
    if (!found) return;
    const target = targetOf(file.path, found.specifier);
    imports.push({ ...found, ...(target === undefined ? {} : { target }), line: lineOf(tree, node) });
  });
  return { ...file, tree, imports };
}

export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

export function lineOf(tree: ts.SourceFile, node: ts.Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

/** Static and dynamic imports, re-exports, `import('x').Type` and `require('x')`. */
function importOf(node: ts.Node): { specifier: string; typeOnly: boolean } | undefined {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    return { specifier: node.moduleSpecifier.text, typeOnly: node.importClause ? onlyTypes(node.importClause) : false };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    return { specifier: node.moduleSpecifier.text, typeOnly: node.isTypeOnly };
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
    return { specifier: node.argument.literal.text, typeOnly: true };
  }
  if (ts.isCallExpression(node)) {
    const [first] = node.arguments;
    const called = node.expression;
    const loads = called.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(called) && called.text === 'require');
    if (loads && first && ts.isStringLiteralLike(first)) return { specifier: first.text, typeOnly: false };
  }
  return undefined;
}

function onlyTypes(clause: ts.ImportClause): boolean {
  if (clause.isTypeOnly) return true;
  const named = clause.namedBindings;
  if (clause.name || !named || !ts.isNamedImports(named) || named.elements.length === 0) return false;
  return named.elements.every((element) => element.isTypeOnly);
}

function targetOf(from: string, specifier: string): string | undefined {
  const plain = specifier.replace(/\?.*$/, '');
  if (plain.startsWith('~/')) return `app/${plain.slice(2)}`;
  if (/^(app|db|test)\//.test(plain)) return plain;
  if (!plain.startsWith('.')) return undefined;
  const parts = from.split('/').slice(0, -1);
  for (const part of plain.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
