import {
  isClassDeclaration,
  isFunctionDeclaration,
  isFunctionLikeDeclaration,
  isInterfaceDeclaration,
  isTypeAliasDeclaration,
  isVariableStatement,
  type Node,
  type SourceFile,
  type Statement,
  SyntaxKind,
} from "typescript/unstable/ast";

/** Lines that a function has at most, from its first word to its last brace. */
export const MOST_LINES = 40;

/** A place in a file, and what it is called there. */
interface Place {
  readonly line: number;
  readonly name: string;
}

/** The functions of a file that are longer, each with its length in lines. */
export function longFunctions(tree: SourceFile): readonly (Place & { readonly length: number })[] {
  if (tree.getLineStarts().length <= MOST_LINES) return [];
  const found: (Place & { readonly length: number })[] = [];
  const visit = (node: Node): void => {
    if (isFunctionLikeDeclaration(node)) {
      const line = lineAt(tree, node.getStart(tree));
      const length = lineAt(tree, node.end) - line + 1;
      if (length > MOST_LINES) found.push({ line, name: nameOf(node), length });
    }
    node.forEachChild(visit);
  };
  visit(tree);
  return found;
}

/** What a function is called, or what it is given to. */
function nameOf(node: Node & { readonly name?: Node }): string {
  if (node.name) return node.name.getText();
  const { parent } = node as { readonly parent: Node & { readonly name?: Node } };
  if (node.kind === SyntaxKind.Constructor) return `constructor of ${parent.name?.getText()}`;
  return parent.name?.getText() ?? "a function";
}

/** What a file exports without a doc comment; names that are declared together are one. */
export function undocumentedExports(tree: SourceFile): readonly Place[] {
  const statements = tree.statements.filter(isExported);
  const documented = new Set(statements.filter(isDocumented).flatMap(namesOf));
  return (
    statements
      .filter((statement) => !isDocumented(statement) && !isOfSchema(statement))
      // One comment is enough for what is declared twice: signatures, a schema and its type.
      .filter((statement) => !namesOf(statement).every((name) => documented.has(name)))
      .map((statement) => ({
        line: lineAt(tree, statement.getStart(tree)),
        name: namesOf(statement).join(", "),
      }))
  );
}

function lineAt(tree: SourceFile, position: number): number {
  return tree.getLineAndCharacterOfPosition(position).line + 1;
}

function isExported(statement: Statement): boolean {
  const { modifiers } = statement as { readonly modifiers?: readonly Node[] };
  return modifiers?.some(({ kind }) => kind === SyntaxKind.ExportKeyword) === true;
}

function isDocumented({ jsDoc = [] }: Node): boolean {
  return jsDoc.some((comment) => /\w/.test(comment.getText()));
}

/** `z.infer<typeof XSchema>` and the like: the schema beside it says what it is. */
function isOfSchema(statement: Statement): boolean {
  return (
    isTypeAliasDeclaration(statement) &&
    /^z\.(?:infer|input|output)<typeof \w+>$/.test(statement.type.getText())
  );
}

function namesOf(statement: Statement): readonly string[] {
  if (isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  }
  const isNamed =
    isFunctionDeclaration(statement) ||
    isClassDeclaration(statement) ||
    isInterfaceDeclaration(statement) ||
    isTypeAliasDeclaration(statement);
  return isNamed && statement.name ? [statement.name.getText()] : [statement.getText()];
}
