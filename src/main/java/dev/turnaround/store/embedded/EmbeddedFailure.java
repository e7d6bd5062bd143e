package dev.turnaround.store.embedded;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The embedded PostgreSQL cannot be used. The message is for the person at the terminal, and says
/// what to do.
public abstract sealed class EmbeddedFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private EmbeddedFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// Another Turnaround works on this directory.
    public static final class DataDirectoryInUse extends EmbeddedFailure {
        private static final long serialVersionUID = 1L;

        private final transient Path path;
        private final long pid;

        DataDirectoryInUse(Path path, long pid) {
            super(
                    "the data directory "
                            + path
                            + " is in use by another Turnaround"
                            + (pid > 0 ? " (process " + pid + ")" : "")
                            + ": stop that one, or give this one another database.dataDir",
                    null);
            this.path = path;
            this.pid = pid;
        }

        /// The data directory.
        public Path path() {
            return path;
        }

        /// The process that holds it; 0 if it has not said.
        public long pid() {
            return pid;
        }
    }

    /// The directory cannot be made, or nothing can be written into it.
    public static final class DataDirectoryNotWritable extends EmbeddedFailure {
        private static final long serialVersionUID = 1L;

        DataDirectoryNotWritable(Path path, Throwable cause) {
            super(
                    "the data directory "
                            + path
                            + " cannot be written by "
                            + System.getProperty("user.name")
                            + " ("
                            + reason(cause)
                            + "): change its owner, or set database.dataDir",
                    cause);
        }
    }

    /// The cluster was made by another major version, whose files this one cannot read.
    public static final class OtherVersion extends EmbeddedFailure {
        private static final long serialVersionUID = 1L;

        OtherVersion(Path cluster, String found, String expected) {
            super(
                    cluster
                            + " was made by PostgreSQL "
                            + found
                            + ", and this is PostgreSQL "
                            + expected
                            + ": dump it with the Turnaround that made it, and restore into a new"
                            + " database.dataDir",
                    null);
        }
    }

    /// This jar carries no PostgreSQL that runs here.
    public static final class NoBinaries extends EmbeddedFailure {
        private static final long serialVersionUID = 1L;

        NoBinaries(String what, @Nullable Throwable cause) {
            super(
                    what
                            + ": use a Turnaround built for this platform, or set database.url to a"
                            + " PostgreSQL of your own",
                    cause);
        }
    }

    /// PostgreSQL, or one of its tools, gave up; the message ends with the last lines of its log.
    public static final class Unusable extends EmbeddedFailure {
        private static final long serialVersionUID = 1L;

        Unusable(String what, @Nullable Throwable cause) {
            super(what, cause);
        }
    }

    static String reason(Throwable cause) {
        var name = cause.getClass().getSimpleName().replace("Exception", "");
        return cause.getMessage() == null ? name : name + ": " + cause.getMessage();
    }
}
