package dev.turnaround.reconcile;

/// A run is not to go on, or not here. Not an error.
final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// Why.
    enum Because {
        /// Somebody wants it to end.
        CANCELLED,
        /// The right to work on it was lost; it goes on wherever it is gained.
        RIGHT_LOST,
        /// The server closes; it goes on at the next start.
        CLOSING
    }

    private final Because because;

    Stopped(Because because) {
        super(because.name(), null, false, false);
        this.because = because;
    }

    Because because() {
        return because;
    }
}
