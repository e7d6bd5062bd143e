package dev.turnaround.connection.hook;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is done with webhooks at the providers.
///
/// @param installer on demand
/// @param rounds every day
/// @param rotation on demand, and then in steps
public record HookWork(Installer installer, Rounds rounds, Rotation rotation) {
    private static final Logger LOG = LoggerFactory.getLogger(HookWork.class);

    /// Does what is due. Call on a virtual thread, about once a minute; what fails is tried again
    /// then.
    public void run() {
        try {
            rotation.run();
            rounds.run();
        } catch (RuntimeException failed) {
            LOG.atWarn().setCause(failed).log("looking after webhooks failed; it is tried again");
        }
    }
}
