package dev.turnaround.vault;

/// Something sealed that none of the keys opens, or not in this place. The message holds nothing of
/// it.
public final class Unopenable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unopenable(String why) {
        super(why);
    }
}
