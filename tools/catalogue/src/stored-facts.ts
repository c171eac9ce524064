import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** The shape of one version of one stored fact. */
export interface StoredFactType {
  readonly service: string;
  /** Folder of the stream's rules, e.g. `key-application`. */
  readonly noun: string;
  readonly type: string;
  /** In which it is written today. */
  readonly version: number;
  readonly description: string;
  readonly personal: readonly string[];
  /** JSON Schema of the data, as the compiler understands its type. */
  readonly schema: object;
}

/** Reads every `*.events.ts` and asks the compiler what each member of the union `…Event` looks like. */
export function storedFacts(root: string): readonly StoredFactType[] {
  const files = eventFiles(root);
  const config = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile).config as {
    compilerOptions: object;
  };
  const options = ts.parseJsonConfigFileContent(
    { extends: './tsconfig.json', files, compilerOptions: config.compilerOptions },
    ts.sys,
    root,
  ).options;
  const program = ts.createProgram(files, { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  return files.flatMap((file) => factsOf(checker, program.getSourceFile(file) as ts.SourceFile, root));
}

function eventFiles(root: string): string[] {
  return readdirSync(path.join(root, 'services'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.events.ts') && file.includes(`${path.sep}src${path.sep}`))
    .map((file) => path.join(root, 'services', file))
    .sort();
}

function factsOf(checker: ts.TypeChecker, source: ts.SourceFile, root: string): StoredFactType[] {
  const [service, , noun] = path.relative(path.join(root, 'services'), source.fileName).split(path.sep) as [
    string,
    string,
    string,
  ];
  const union = source.statements
    .filter(ts.isTypeAliasDeclaration)
    .find((alias) => alias.name.text === `${pascal(noun)}Event`);
  if (union === undefined) throw new Error(`${source.fileName} does not export ${pascal(noun)}Event`);
  const type = checker.getTypeAtLocation(union);
  const personal = personalFields(source);
  const upcasters = upcastersBeside(source.fileName);
  return (type.isUnion() ? type.types : [type]).map((member) => {
    const name = (propertyType(checker, member, 'type', union) as ts.StringLiteralType).value;
    const data = propertyType(checker, member, 'data', union);
    return {
      service,
      noun,
      type: name,
      version: newestVersion(name, upcasters),
      description: describe(checker, member, data),
      personal: personal.get(name) ?? [],
      schema: schemaOf(checker, data, union, 0),
    };
  });
}

/** The text of the `*.upcasters.ts` beside the facts, where there is one. */
function upcastersBeside(file: string): string {
  const folder = path.dirname(file);
  const found = readdirSync(folder).filter((name) => name.endsWith('.upcasters.ts'));
  return found.map((name) => readFileSync(path.join(folder, name), 'utf8')).join('\n');
}

/** Behind every `'<Type>.v<N>': …` that is raised to the next one, from 1 without a gap. */
export function newestVersion(type: string, upcasters: string): number {
  let version = 1;
  while (upcasters.includes(`'${type}.v${version}':`)) version += 1;
  return version;
}

const pascal = (kebab: string): string =>
  kebab.replaceAll(/(?:^|-)([a-z])/g, (_match, letter: string) => letter.toUpperCase());

function propertyType(checker: ts.TypeChecker, type: ts.Type, name: string, at: ts.Node): ts.Type {
  const property = type.getProperty(name);
  if (property === undefined) throw new Error(`${checker.typeToString(type)} has no ${name}`);
  return checker.getTypeOfSymbolAtLocation(property, at);
}

function describe(checker: ts.TypeChecker, member: ts.Type, data: ts.Type): string {
  for (const symbol of [member.aliasSymbol, member.symbol, data.aliasSymbol, data.symbol])
    if (symbol !== undefined) {
      const text = ts.displayPartsToString(symbol.getDocumentationComment(checker)).replaceAll(/\s+/g, ' ').trim();
      if (text !== '' && !text.startsWith('Something that has happened')) return text;
    }
  return '';
}

/** `fields: { Type: ['field', …] }` of the declaration beside the facts. */
function personalFields(source: ts.SourceFile): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const visit = (node: ts.Node): void => {
    if (
      ts.isPropertyAssignment(node) &&
      node.name.getText(source) === 'fields' &&
      ts.isObjectLiteralExpression(node.initializer)
    )
      for (const entry of node.initializer.properties)
        if (ts.isPropertyAssignment(entry) && ts.isArrayLiteralExpression(entry.initializer))
          found.set(
            entry.name.getText(source),
            entry.initializer.elements.filter(ts.isStringLiteral).map(({ text }) => text),
          );
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const DEEPEST = 8;

function schemaOf(checker: ts.TypeChecker, type: ts.Type, at: ts.Node, depth: number): object {
  if (depth > DEEPEST) return {};
  if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
  if (type.flags & ts.TypeFlags.BooleanLiteral) return { const: checker.typeToString(type) === 'true' };
  if (type.flags & ts.TypeFlags.Null) return { type: 'null' };
  if (type.flags & (ts.TypeFlags.String | ts.TypeFlags.TemplateLiteral)) return { type: 'string' };
  if (type.flags & ts.TypeFlags.Number) return { type: 'number' };
  if (type.flags & ts.TypeFlags.Boolean) return { type: 'boolean' };
  if (type.isUnion())
    return unionOf(
      type.types
        .filter((each) => !(each.flags & ts.TypeFlags.Undefined))
        .map((each) => schemaOf(checker, each, at, depth + 1)),
    );
  const element =
    checker.isArrayType(type) || checker.isTupleType(type)
      ? checker.getTypeArguments(type as ts.TypeReference)[0]
      : undefined;
  if (element !== undefined) return { type: 'array', items: schemaOf(checker, element, at, depth + 1) };
  if (type.flags & ts.TypeFlags.Object || type.isIntersection()) return objectOf(checker, type, at, depth);
  return {};
}

function unionOf(members: readonly object[]): object {
  const distinct = [...new Map(members.map((member) => [JSON.stringify(member), member])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, member]) => member);
  const constants = distinct.filter((member): member is { const: unknown } => 'const' in member);
  if (constants.length === distinct.length && distinct.length > 1)
    return { enum: constants.map((member) => member.const) };
  return distinct.length === 1 ? (distinct[0] as object) : { anyOf: distinct };
}

function objectOf(checker: ts.TypeChecker, type: ts.Type, at: ts.Node, depth: number): object {
  const properties = checker.getPropertiesOfType(type);
  const index = checker.getIndexInfoOfType(type, ts.IndexKind.String);
  const entries = properties.map(
    (property) =>
      [property.name, schemaOf(checker, checker.getTypeOfSymbolAtLocation(property, at), at, depth + 1)] as const,
  );
  const required = properties
    .filter((property) => !(property.flags & ts.SymbolFlags.Optional))
    .map((property) => property.name);
  return {
    type: 'object',
    properties: Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))),
    ...(required.length > 0 ? { required: required.sort() } : {}),
    ...(index === undefined ? {} : { additionalProperties: schemaOf(checker, index.type, at, depth + 1) }),
  };
}
