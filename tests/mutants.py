"""Mutants of a module: the module with one comparison, sign or number changed."""

import ast
import copy
import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.And: ast.Or, ast.Or: ast.And,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any", "inf": "nan", "nan": "inf"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change to one module."""

    path: Path
    line: int
    change: str
    # which node of the tree is changed, and which of the ways to change it
    node: int
    way: int
    # where the statement that is changed begins, 0 outside of a function
    statement: int = 0

    def tree(self) -> ast.Module:
        """Return the changed module."""
        tree = ast.parse(self.path.read_text("utf-8"))
        _change(list(ast.walk(tree))[self.node], self.way)
        return tree


def mutants(path: Path) -> Iterator[Mutant]:
    """Yield every mutant of a module: the n-th changeable node changed, all else as it is."""
    tree = ast.parse(path.read_text("utf-8"))
    skipped = _not_run(tree)
    # defaults and decorators are computed on import
    within = {id(node): line for function in functions(tree) for node, line in _lines(function)}
    for n, node in enumerate(ast.walk(tree)):
        if id(node) in skipped:
            continue
        for way in range(_ways(node)):
            twin = copy.deepcopy(node)
            _change(twin, way)
            line = getattr(node, "lineno", 0)
            change = f"{ast.unparse(node)}  ->  {ast.unparse(twin)}"
            yield Mutant(path, line, change, n, way, within.get(id(node), 0))


@functools.cache
def readers(path: Path, line: int) -> frozenset[int]:
    """Return where the statements begin that read what a line outside of functions sets, at first or second hand."""
    tree = ast.parse(path.read_text("utf-8"))
    changed = [each for each in tree.body if each.lineno <= line <= (each.end_lineno or 0)]
    within = [(node, line) for function in functions(tree) for node, line in _lines(function)]
    names = _names(changed, ast.Store)
    for statement in tree.body:  # what is computed of it, and the functions that are
        if (
            statement not in changed
            and not isinstance(statement, ast.ClassDef)
            and names & _names([statement], ast.Load)
        ):
            names |= {statement.name} if isinstance(statement, ast.FunctionDef) else _names([statement], ast.Store)
    return frozenset(line for node, line in within if isinstance(node, ast.Name) and node.id in names)


def is_read_on_import(path: Path, line: int) -> bool:
    """Tell whether what a line outside of functions sets may be read outside of the functions of its module."""
    tree = ast.parse(path.read_text("utf-8"))
    changed = [each for each in tree.body if each.lineno <= line <= (each.end_lineno or 0)]
    if not all(isinstance(each, ast.Assign | ast.AnnAssign) for each in changed):
        return True
    names = _names(changed, ast.Store)
    later = {id(node) for function in functions(tree) for node, _ in _lines(function)}
    others = (node for each in tree.body if each not in changed for node in ast.walk(each) if id(node) not in later)
    read = {node.id for node in others if isinstance(node, ast.Name)}
    return any(name in read or not name.startswith("_") for name in names)


def _names(statements: Sequence[ast.stmt], context: type[ast.expr_context]) -> set[str]:
    found = (node for statement in statements for node in ast.walk(statement) if isinstance(node, ast.Name))
    return {node.id for node in found if isinstance(node.ctx, context)}


def functions(tree: ast.Module) -> list[ast.FunctionDef]:
    """Return the functions and methods of a module, not those inside them."""
    owners = [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef))]
    return [node for owner in owners for node in owner.body if isinstance(node, ast.FunctionDef)]


def blocks(node: ast.AST) -> list[list[ast.stmt]]:
    """Return the lists of statements that stand directly in a node."""
    lists = [value for _, value in ast.iter_fields(node) if isinstance(value, list)]
    return [each for each in lists if each and isinstance(each[0], ast.stmt)]


def _lines(function: ast.FunctionDef) -> Iterator[tuple[ast.AST, int]]:
    """Yield the nodes in the body of a function, each with the line of the innermost statement that it stands in."""
    waiting = [(part, part.lineno) for part in function.body]
    while waiting:
        node, line = waiting.pop()
        yield node, line
        inner = ast.iter_child_nodes(node)
        waiting += [(each, each.lineno if isinstance(each, ast.stmt) else line) for each in inner]


def _not_run(tree: ast.Module) -> set[int]:
    """Return the nodes that are annotations or decorators: a type or `slots=True` is no computation."""
    roots: list[ast.AST] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            roots.append(node.annotation)
        if isinstance(node, ast.FunctionDef):
            roots += [*node.decorator_list, *([node.returns] if node.returns else [])]
        if isinstance(node, ast.ClassDef):
            roots += node.decorator_list
    return {id(inner) for root in roots for inner in ast.walk(root)}


def _ways(node: ast.AST) -> int:
    """Count the ways to change a node."""
    if isinstance(node, ast.Compare):
        return len(node.ops)
    if isinstance(node, ast.BinOp | ast.BoolOp):
        return int(type(node.op) in SWAPS)
    if isinstance(node, ast.UnaryOp):
        return int(isinstance(node.op, ast.USub | ast.Not | ast.Invert))
    if isinstance(node, ast.Constant):
        return int(isinstance(node.value, int | float) and not isinstance(node.value, bool))
    return int(isinstance(node, ast.Name) and node.id in CALLS and isinstance(node.ctx, ast.Load))


def _change(node: ast.AST, way: int) -> None:
    if isinstance(node, ast.Compare):
        node.ops[way] = SWAPS[type(node.ops[way])]()  # type: ignore[assignment]
    elif isinstance(node, ast.BinOp | ast.BoolOp):
        node.op = SWAPS[type(node.op)]()  # type: ignore[assignment]
    elif isinstance(node, ast.UnaryOp):
        if isinstance(node.op, ast.USub):
            node.op = ast.UAdd()
        else:
            node.operand = ast.UnaryOp(node.op, node.operand)
    elif isinstance(node, ast.Constant):
        node.value = node.value + (1 if isinstance(node.value, int) else 0.01)  # type: ignore[operator]
    elif isinstance(node, ast.Name):
        node.id = CALLS[node.id]
