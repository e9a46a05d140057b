"""Running a model's graph one node after the other, in an order worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from graphlib import TopologicalSorter
from typing import Any, NamedTuple

from rasa.engine.graph import GraphNode, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.runner.interface import GraphRunner


class Step(NamedTuple):
    """One node, and the names of the nodes or inputs whose results it is given."""

    name: str
    node: GraphNode
    needs: tuple[str, ...]


class StraightRunner(GraphRunner):
    """What `DaskGraphRunner` computes, without building and scheduling a task graph for every call."""

    def __init__(self, schema: GraphSchema, nodes: Mapping[str, GraphNode]) -> None:
        self._schema = schema
        self._nodes = nodes
        self._steps = lru_cache(maxsize=None)(self._order)

    @classmethod
    def create(cls, *args: Any, **kwargs: Any) -> StraightRunner:
        """A runner with its nodes loaded as `DaskGraphRunner` loads them."""
        return cls.of(DaskGraphRunner.create(*args, **kwargs))

    @classmethod
    def of(cls, runner: DaskGraphRunner) -> StraightRunner:
        """A runner for the nodes that `runner` has loaded."""
        return cls(runner._graph_schema, runner._instantiated_nodes)

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """The results of the targets, by name; of all targets of the graph when none are named."""
        wanted = tuple(targets or self._schema.target_names)
        results = dict(inputs or {})
        for step in self._steps(wanted):
            _, results[step.name] = step.node(*[(name, results[name]) for name in step.needs])
        return {name: results[name] for name in wanted}

    def _order(self, targets: tuple[str, ...]) -> list[Step]:
        nodes = self._schema.minimal_graph_schema(list(targets)).nodes
        needs = {name: tuple(node.needs.values()) for name, node in nodes.items()}
        # What is needed but is no node is an input of the call.
        names = [name for name in TopologicalSorter(needs).static_order() if name in nodes]
        return [Step(name, self._nodes[name], needs[name]) for name in names]
