package dev.turnaround.connection;

/// Hears which connections there are. Called by one thread at a time.
public interface Watcher {

    /// A connection works from now on, also in place of one of that id.
    void opened(Live connection);

    /// A connection works no longer; its API is closed after this returns.
    void closed(Live connection);
}
