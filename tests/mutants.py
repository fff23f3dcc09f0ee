"""Mutants of a module: its tree with one comparison, sign or number changed."""

import ast
import copy
from collections.abc import Iterator
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
    tree: ast.Module
    # the first line of the function that is changed, 0 outside of one
    function: int = 0


def mutants(path: Path) -> Iterator[Mutant]:
    """Yield every mutant of a module: the n-th changeable node changed, all else as it is."""
    tree = ast.parse(path.read_text("utf-8"))
    skipped = _not_run(tree)
    # defaults and decorators are computed on import
    within = {id(node): first_line(f) for f in functions(tree) for part in f.body for node in ast.walk(part)}
    for n, node in enumerate(ast.walk(tree)):
        if id(node) in skipped:
            continue
        for way in range(_ways(node)):
            changed = copy.deepcopy(tree)
            twin = list(ast.walk(changed))[n]
            before = ast.unparse(twin)
            _change(twin, way)
            line = getattr(node, "lineno", 0)
            yield Mutant(path, line, f"{before}  ->  {ast.unparse(twin)}", changed, within.get(id(node), 0))


def functions(tree: ast.Module) -> list[ast.FunctionDef]:
    """Return the functions and methods of a module, not those inside them."""
    owners = [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef))]
    return [node for owner in owners for node in owner.body if isinstance(node, ast.FunctionDef)]


def first_line(function: ast.FunctionDef) -> int:
    """Return where a function begins, with its decorators."""
    return min(node.lineno for node in [function, *function.decorator_list])


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
