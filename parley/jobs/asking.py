"""Having operations carried out by the gateways' jobs, asked for from another process."""

from dbos import DBOSClient, EnqueueOptions
from dbos._serialization import DBOSPortableJSON

from parley.jobs.homes import name_of
from parley.jobs.store import NAME, SCHEMA, VERSION, engine_of
from parley.operations.operation import Operation

QUEUE, WORKFLOW = "operations", "carry_out"


class Asking:
    """Hands operations over to whichever gateway takes them up first."""

    def __init__(self, database_url: str) -> None:
        self._home = name_of(database_url)
        self._client = DBOSClient(
            system_database_engine=engine_of(database_url),
            dbos_system_schema=SCHEMA,
            serializer=DBOSPortableJSON,
            application_name=NAME,
            # Whoever waits for an answer is better told than kept waiting: the operation is taken up later.
            retry_connection_errors=False,
            # This process may be up before the first gateway has made the books.
            lazy=True,
        )

    def __call__(self, operation: Operation) -> None:
        """Have it carried out. The same attempt again is the same job; no address and no name is in the books."""
        options: EnqueueOptions = {
            "workflow_name": WORKFLOW,
            "queue_name": QUEUE,
            "workflow_id": workflow_id(operation.id, operation.attempt),
            "queue_partition_key": operation.conversation_id,
            "app_version": VERSION,
        }
        self._client.enqueue(options, self._home, *arguments(operation))


def workflow_id(operation_id: str, attempt: int) -> str:
    """Return the id of the job that carries out an attempt."""
    return f"operation:{operation_id}:{attempt}"


def arguments(operation: Operation) -> tuple[str, str, int]:
    """Return what the job has to know: ids alone."""
    return operation.id, operation.conversation_id, operation.attempt
