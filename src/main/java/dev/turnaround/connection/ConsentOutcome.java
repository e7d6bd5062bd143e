package dev.turnaround.connection;

import dev.turnaround.provider.Diagnosis;
import dev.turnaround.store.Actor;

/// What came of sending a browser to a provider.
public sealed interface ConsentOutcome {

    /// The answer belongs to nothing that was begun here, or is late, or was brought before, or by
    /// another browser. Nothing was done.
    record Foreign() implements ConsentOutcome {}

    /// The connection is let in.
    ///
    /// @param place where the browser is to go on to, a path of this server
    /// @param actor who began it
    record Granted(String connection, String place, Actor actor) implements ConsentOutcome {}

    /// It is not let in; what was granted before, if anything, is as good as it was.
    ///
    /// @param place where the browser is to go on to, a path of this server
    /// @param actor who began it
    record Refused(String connection, String place, Actor actor, Diagnosis why)
            implements ConsentOutcome {}
}
