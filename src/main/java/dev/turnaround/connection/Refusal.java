package dev.turnaround.connection;

import java.util.List;

/// A change of the connections that cannot be made. The message is for whoever asked, and holds no
/// secret.
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Why why;
    private final transient List<Fault> faults;

    /// Why.
    public enum Why {
        /// Something in it is wrong.
        WRONG,
        /// There is no such connection.
        UNKNOWN,
        /// It does not fit with what there is.
        CONFLICT
    }

    /// A key that is at fault.
    ///
    /// @param expected completes the sentence "expected …"
    public record Fault(String key, String expected) {}

    private Refusal(Why why, String message, List<Fault> faults) {
        super(message);
        this.why = why;
        this.faults = List.copyOf(faults);
    }

    static Refusal wrong(List<Fault> faults) {
        return new Refusal(Why.WRONG, "the connection cannot be used", faults);
    }

    /// There is no such connection.
    public static Refusal unknown() {
        return unknown("no such connection");
    }

    /// There is no such thing.
    public static Refusal unknown(String message) {
        return new Refusal(Why.UNKNOWN, message, List.of());
    }

    /// It does not fit with what there is.
    public static Refusal conflict(String message) {
        return new Refusal(Why.CONFLICT, message, List.of());
    }

    /// Why.
    public Why why() {
        return why;
    }

    /// What is at fault; empty when no single key is.
    public List<Fault> faults() {
        return faults;
    }
}
