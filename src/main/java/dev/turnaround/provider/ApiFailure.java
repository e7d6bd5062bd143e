package dev.turnaround.provider;

import java.time.Instant;

/// An API did not answer as asked. The message is for people and holds neither secret nor content.
public abstract sealed class ApiFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private ApiFailure(String message) {
        super(message, null, false, false);
    }

    /// The provider wants fewer calls: the same one may be made again later.
    public static final class Limited extends ApiFailure {
        private static final long serialVersionUID = 1;
        private final Instant until;

        /// A limit.
        ///
        /// @param until when calls may go on
        public Limited(Instant until, String why) {
            super(why);
            this.until = until;
        }

        /// When calls may go on.
        public Instant until() {
            return until;
        }
    }

    /// It cannot be reached, or is unwell, although it was tried several times.
    public static final class Away extends ApiFailure {
        private static final long serialVersionUID = 1;

        /// @param why what was seen last
        public Away(String why) {
            super(why);
        }
    }

    /// It refuses, and will go on refusing until somebody does something.
    public static final class Refused extends ApiFailure {
        private static final long serialVersionUID = 1;
        private final transient Diagnosis diagnosis;

        /// @param diagnosis what is the matter
        public Refused(Diagnosis diagnosis) {
            super(diagnosis.what());
            this.diagnosis = diagnosis;
        }

        /// What is the matter, and what to do.
        public Diagnosis diagnosis() {
            return diagnosis;
        }
    }

    /// What it says is not what its documentation says.
    public static final class Unreadable extends ApiFailure {
        private static final long serialVersionUID = 1;

        /// @param why which part of which answer
        public Unreadable(String why) {
            super(why);
        }
    }

    /// The place to go on from is no longer known to it: begin again.
    public static final class CursorExpired extends ApiFailure {
        private static final long serialVersionUID = 1;

        /// A cursor that is good no more.
        public CursorExpired() {
            super("the cursor has expired");
        }
    }
}
