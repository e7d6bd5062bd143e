package dev.turnaround.trace;

/// Everything that is ever said of a span: by the names of the semantic conventions where they have
/// one, else below `turnaround.`
///
/// <https://opentelemetry.io/docs/specs/semconv/registry/attributes/>
public enum Attribute {
    /// The method of a request.
    REQUEST_METHOD("http.request.method"),
    /// The status of its answer.
    RESPONSE_STATUS("http.response.status_code"),
    /// The address of a request as the contract writes it.
    ROUTE("http.route"),
    /// The path of a request. Never the query: it may hold a secret.
    PATH("url.path"),
    /// Whom a request is made to.
    SERVER_ADDRESS("server.address"),
    /// At which port.
    SERVER_PORT("server.port"),
    /// Which database.
    DATABASE("db.system.name"),
    /// Which kind of log stands between.
    MESSAGING("messaging.system"),
    /// What is done with it: `send` or `process`.
    MESSAGING_OPERATION("messaging.operation.type"),
    /// Its topic.
    TOPIC("messaging.destination.name"),
    /// The part of the topic.
    PARTITION("messaging.destination.partition.id"),
    /// Where in that part.
    OFFSET("messaging.kafka.offset"),
    /// What kind of failure it was.
    ERROR("error.type"),
    /// The id of a connection.
    CONNECTION("turnaround.connection"),
    /// The word for its provider.
    PROVIDER("turnaround.provider"),
    /// The provider's identity of a delivery, once that is known to be genuine.
    DELIVERY("turnaround.delivery"),
    /// The provider's word for an event, where it is one of those that are read.
    EVENT("turnaround.event"),
    /// What became of a delivery.
    VERDICT("turnaround.verdict"),
    /// How many deliveries a transaction stores, shown or not.
    DELIVERIES("turnaround.batch.deliveries"),
    /// How many streams are open.
    SUBSCRIBERS("turnaround.stream.subscribers"),
    /// The id of a run of reconciliation.
    SYNC("turnaround.sync.id"),
    /// Why it runs.
    SYNC_REASON("turnaround.sync.reason"),
    /// How it ended.
    SYNC_STATE("turnaround.sync.state"),
    /// The name of the repository or project that it reads.
    REPOSITORY("turnaround.repository");

    private final String word;

    Attribute(String word) {
        this.word = word;
    }

    /// Its name in the tracing system.
    public String word() {
        return word;
    }
}
