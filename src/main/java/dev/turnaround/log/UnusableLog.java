package dev.turnaround.log;

import org.apache.kafka.common.KafkaException;

/// What the settings say of the log cannot be used. The message is for the person at the terminal.
public final class UnusableLog extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableLog(KafkaException refused) {
        super("ingest.kafka cannot be used: " + reason(refused), refused);
    }

    /// The innermost says most: what is around it is "Failed to construct kafka producer".
    private static String reason(Throwable refused) {
        var cause = refused.getCause();
        return cause == null ? String.valueOf(refused.getMessage()) : reason(cause);
    }
}
