package dev.turnaround.reconcile;

/// A sync was asked for of something that is not there. The message is for people.
public final class UnknownTarget extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownTarget(String what) {
        super(what, null, false, false);
    }
}
