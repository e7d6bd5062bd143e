package dev.turnaround.cli;

import dev.turnaround.provider.Pause;
import dev.turnaround.store.Database;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits for a database that somebody else runs, however long that takes: after a power cut it is
/// chance which of the two comes up first, and a server that gives up has to be started again.
///
/// @param pause between two tries
record DatabaseWait(Database database, Pause pause) {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWait.class);
    private static final Duration PAUSE_MIN = Duration.ofMillis(250);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(4);
    private static final int SAID_EVERY = 15;

    void untilItAnswers() throws InterruptedException {
        var next = PAUSE_MIN;
        var tries = 0;
        for (var why = database.whyAway(); why != null; why = database.whyAway()) {
            if (tries++ % SAID_EVERY == 0) {
                LOG.atWarn()
                        .addKeyValue("host", database.endpoint().host())
                        .addKeyValue("port", database.endpoint().port())
                        .addKeyValue("reason", why)
                        .log("the database does not answer; the start waits for it");
            }
            pause.of(next);
            var longer = next.multipliedBy(2);
            next = longer.compareTo(PAUSE_MAX) < 0 ? longer : PAUSE_MAX;
        }
        if (tries > 0) {
            LOG.atInfo().log("the database answers");
        }
    }
}
