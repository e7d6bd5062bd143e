package dev.turnaround.bench;

/// Told of each answer when it comes, by the thread that sends.
interface Witness {
    /// For those who want only the whole.
    Witness NONE =
            new Witness() {
                @Override
                public void answered(long nanos) {}

                @Override
                public void failed() {}
            };

    /// It was 2xx.
    ///
    /// @param nanos how long after the request was due
    void answered(long nanos);

    /// It was another one, or none.
    void failed();
}
